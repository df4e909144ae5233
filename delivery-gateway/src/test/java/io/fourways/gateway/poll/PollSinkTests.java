package io.fourways.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.ManualEventLoop;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.way.Way;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

class PollSinkTests {

    /** More than one task of the loop reads. */
    private static final int MANY = 1000;

    private final FollowedLog log = new FollowedLog(2 * MANY).following();
    private final Replay replay = Replays.of(log.log(), log.window());
    private final Fanout fanout =
            new Fanout(log.window(), replay, Duration.ofHours(1), new SimpleMeterRegistry(), EventSpans.OFF);
    private final ManualEventLoop loop = new ManualEventLoop();
    private final UnreadAnswers unread = new UnreadAnswers(DataSize.ofMegabytes(1), Duration.ofMinutes(1));
    private final List<PollSink.Page> answers = new ArrayList<>();

    @AfterEach
    void stop() {
        answers.forEach(PollSink.Page::release);
        replay.close();
    }

    @Test
    void answersALongPollWithWhatItHasFoundThoughMuchOfTheLogIsStillToBeRead() {
        long first = log.append("a");
        log.append("wanted");
        log.append("a", MANY);
        longPoll(first);
        loop.runOne();
        assertThat(answers).isEmpty();

        loop.pass(2, TimeUnit.SECONDS);

        assertThat(answers).singleElement().satisfies(page -> {
            assertThat(page.events()).hasSize(1);
            assertThat(page.more()).isTrue();
            assertThat(page.cursor().offset()).isLessThan(first + MANY);
        });
    }

    @Test
    void goesOnReadingWhileItHasFoundNothing() {
        long first = log.append("a");
        log.append("a", MANY);
        longPoll(first);
        loop.runOne();

        loop.pass(2, TimeUnit.SECONDS);
        assertThat(answers).isEmpty();
        loop.pass(28, TimeUnit.SECONDS);

        assertThat(answers).singleElement().satisfies(page -> assertThat(page.isNothing())
                .isTrue());
    }

    private void longPoll(long behind) {
        Selection selection = new Selection(List.of(NamePattern.ofChannels("wanted")), List.of());
        Beginning beginning = new Beginning(log.window().generation(), new Resolution.Behind(log.cursor(behind)));
        Mono.<PollSink.Page>create(answer -> {
                    PollSink sink = new PollSink(Way.LONG_POLL, 10, unread.open(), PollSink.Asker.of(answer));
                    sink.begin(
                            fanout.open(loop, sink),
                            loop,
                            Duration.ofSeconds(30),
                            reader -> reader.subscribe(selection, beginning));
                })
                .subscribe(answers::add);
    }
}
