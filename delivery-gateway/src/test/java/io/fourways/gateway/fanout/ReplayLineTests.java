package io.fourways.gateway.fanout;

import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.replay.Replay;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As much waits to be read of the log as may. */
class ReplayLineTests {

    private static final int WINDOW = 50;
    private static final int BEHIND = 3 * Replay.PAGE;

    private final LoopFixture fixture = LoopFixture.withShortLine(WINDOW);
    private final ScriptedSink sink = new ScriptedSink();
    private Cursor begin;

    @BeforeEach
    void begin() {
        begin = fixture.append("a");
        fixture.append("a", BEHIND + WINDOW);
        fixture.settle();
    }

    @Test
    void keepsATurnForWhoHasBegunAndLosesItNothing() {
        sink.room = 10;
        Reader reader = comeBack(sink);
        fixture.settle();
        assertThat(sink.offsets()).hasSize(10);
        fillTheLine();

        sink.room = Integer.MAX_VALUE;
        reader.resume();
        runLoop();
        assertThat(sink.offsets()).as("what was read for it already").hasSize(Replay.PAGE - 1);
        assertThat(sink.failure).isNull();
        fixture.settle();

        assertThat(sink.failure).isNull();
        assertThat(sink.offsets())
                .isEqualTo(LongStream.rangeClosed(1, BEHIND + WINDOW).boxed().toList());
    }

    @Test
    void keepsATurnForWhoFellBehind() {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("a"), LoopFixture.live());
        sink.room = 1;
        fixture.append("a", BEHIND);
        fixture.settle();
        fillTheLine();

        sink.room = Integer.MAX_VALUE;
        reader.resume();
        fixture.settle();

        assertThat(sink.failure).isNull();
        assertThat(sink.offsets()).hasSize(BEHIND).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void sendsWhoBeginsAway() {
        fillTheLine();

        comeBack(sink);
        runLoop();

        assertThat(sink.failure).isInstanceOf(LogUnavailableException.class);
    }

    private Reader comeBack(ScriptedSink sink) {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("a"), fixture.behind(begin));
        return reader;
    }

    private void fillTheLine() {
        assertThat(fixture.replay.earliest()).isNotDone();
        assertThat(fixture.replay.after(2L * Replay.PAGE)).isNotDone();
    }

    private void runLoop() {
        while (fixture.eventLoop.runOne()) {
            // what comes of it
        }
    }
}
