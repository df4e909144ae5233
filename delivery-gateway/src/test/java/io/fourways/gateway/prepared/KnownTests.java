package io.fourways.gateway.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.poll.PollSink.Page;
import io.fourways.gateway.poll.UnreadAnswers;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.prepared.Question.Terms;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.serving.TestLogs;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Caller;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownTests {

    private static final Cursor PLACE = new Cursor(47, 0x1234);
    private static final int SIZE = 60 << 10;

    private final Known known = new Known();
    private final ServedLog log = new TestLogs().of(new InMemoryLog());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void hasOneAnswerForAllWhoAreAtTheSamePlace() {
        Question question = question(1);
        await().untilAsserted(
                        () -> { // they are of the same second, too
                            Answer first = question.page(page(SIZE), true, 1);
                            assertThat(question(1).page(page(SIZE), true, 1)).isSameAs(first);
                        });
        Answer another = question.page(page(SIZE - 1), true, 1);
        assertThat(question.page(page(SIZE), true, 1)).isNotSameAs(another);
    }

    @Test
    void keepsNoMoreThanSixteenMegabytesOfAnswersWhateverIsAsked() {
        List<Question> questions =
                IntStream.range(0, 1_000).mapToObj(this::question).toList();
        List<Reference<Answer>> answers = questions.stream()
                .<Reference<Answer>>map(question -> new WeakReference<>(question.page(page(SIZE), true, 1)))
                .toList();

        System.gc();
        long kept = answers.stream().filter(answer -> answer.get() != null).count();

        assertThat(kept * SIZE).isBetween(1L, 16L << 20);
    }

    @Test
    void remembersNoMoreThanThirtyTwoMegabytesOfWhatIsAsked() {
        List<PollText> texts = IntStream.range(0, 3_000)
                .mapToObj(number -> remember(number, "x".repeat(8 << 10)))
                .toList();
        await().untilAsserted(() -> assertThat(texts.stream()
                        .map(known::of)
                        .filter(Objects::nonNull)
                        .mapToLong(said -> 4L * said.question().terms().link().length())
                        .sum())
                .isBetween(1L, 32L << 20));
    }

    @Test
    void isNotKeptByConnectionsThatWouldKnowItsTextAgain() {
        Prepared admitted = Objects.requireNonNull(known.of(remember(0, "x")));
        SaidAgain again = SaidAgain.of((turn, prepared, address, after, tag) -> true, admitted, "127.0.0.1");
        admitted = null;

        IntStream.range(1, 3_000).forEach(number -> remember(number, "x".repeat(8 << 10)));

        await().untilAsserted(() -> {
            System.gc();
            assertThat(again.prepared().get()).isNull();
        });
        assertThat(again.take(null, PLACE.toString(), null)).isFalse();
    }

    private PollText remember(int number, String asked) {
        PollText text = PollText.of(ByteBuffer.allocate(32).putInt(number).array());
        known.add(new Prepared(text, question(number + asked), Caller.ANYONE, null, Long.MAX_VALUE));
        return text;
    }

    private Question question(Object number) {
        return known.question(
                log,
                new Terms(
                        Way.SHORT_POLL,
                        new Selection(List.of(NamePattern.ofChannels("a")), List.of()),
                        100,
                        Duration.ZERO,
                        "/v1/events?channel=" + number + "&after=",
                        "public",
                        List.of(),
                        List.of()));
    }

    private static Page page(int size) {
        ByteBuf event = Unpooled.wrappedBuffer(new byte[size]);
        return new Page(List.of(event), PLACE, true, 0, UnreadAnswers.NOTHING);
    }
}
