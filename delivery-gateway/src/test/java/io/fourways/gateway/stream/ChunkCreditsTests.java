package io.fourways.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.stream.ConsumerFlowStrategy;
import com.rabbitmq.stream.ConsumerFlowStrategy.MessageProcessedCallback;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkCreditsTests {

    private static final int MAX_BYTES = 1_000;

    private final ChunkCredits credits = new ChunkCredits(MAX_BYTES);
    private int timesAsked;
    private int coming = credits.initialCredits();

    @Test
    void startWithOneChunk() {
        assertThat(coming).isEqualTo(1);
        comes(1, 1, 10);
        assertThat(coming).isEqualTo(1);
    }

    @Test
    void letSeveralSmallChunksCome() {
        comes(2, 1, 10);
        assertThat(coming).isEqualTo(10);
        comes(50, 1, 10);
        assertThat(coming).isBetween(5, 10);
    }

    @Test
    void letMoreComeWhenHalfOfThemHave() {
        comes(2, 1, 10);
        int asked = timesAsked;
        comes(50, 1, 10);
        assertThat(timesAsked - asked).isEqualTo(10);
    }

    @Test
    void letAsManyComeAsHaveTheBytes() {
        comes(5, 3, 100);
        assertThat(coming).isBetween(2, 3);
    }

    @Test
    void letOneComeHoweverLarge() {
        comes(5, 1, 10 * MAX_BYTES);
        assertThat(coming).isEqualTo(1);
    }

    @Test
    void letFewerComeWhenChunksGrow() {
        comes(5, 1, 10);
        comes(20, 1, MAX_BYTES / 2);
        assertThat(coming).isEqualTo(2);
    }

    @Test
    void letMoreComeWhenChunksShrink() {
        comes(5, 1, MAX_BYTES);
        comes(50, 1, 10);
        assertThat(coming).isBetween(5, 10);
    }

    @Test
    void estimateAChunkThatIsSeenInPart() {
        MessageProcessedCallback message = credits.start(chunkOf(100)); // begins in the middle of a chunk
        IntStream.range(0, 99).forEach(passedOver -> message.processed(null));
        credits.took(10);
        message.processed(null);
        comes(1, 1, 10);
        assertThat(coming).isEqualTo(1);
    }

    @Test
    void letNoneComeBesideTheFirst() {
        MessageProcessedCallback message = credits.start(chunkOf(2));
        message.processed(null);
        assertThat(coming).isZero();
        message.processed(null);
        assertThat(coming).isEqualTo(1);
    }

    @Test
    void letNoneComeBesideALargeOne() {
        comes(5, 1, 10 * MAX_BYTES);
        MessageProcessedCallback message = credits.start(chunkOf(1));
        assertThat(coming).isZero();
        message.processed(null);
        assertThat(coming).isEqualTo(1);
    }

    @Test
    void leaveToTheSubscriptionWhatAnEarlierOneLeft() {
        MessageProcessedCallback lost = credits.start(chunkOf(1));
        coming = credits.initialCredits();
        MessageProcessedCallback message = credits.start(chunkOf(1));
        lost.processed(null);
        assertThat(coming).isZero();
        message.processed(null);
        assertThat(coming).isEqualTo(1);
    }

    @Test
    void startAnewWithTheSubscription() {
        comes(5, 1, 10);
        assertThat(credits.initialCredits()).isEqualTo(1);
    }

    private void comes(int chunks, int messages, int bytes) {
        for (int i = 0; i < chunks; i++) {
            MessageProcessedCallback message = credits.start(chunkOf(messages));
            for (int j = 0; j < messages; j++) {
                credits.took(bytes);
                message.processed(null);
            }
        }
    }

    private ConsumerFlowStrategy.Context chunkOf(int messages) {
        coming--;
        return new ConsumerFlowStrategy.Context() {
            @Override
            public void credits(int more) {
                coming += more;
                timesAsked++;
            }

            @Override
            public long messageCount() {
                return messages;
            }

            @Override
            public long chunkId() {
                return 0;
            }
        };
    }
}
