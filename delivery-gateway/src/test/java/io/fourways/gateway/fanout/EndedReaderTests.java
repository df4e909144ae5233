package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Gap.Reason;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.position.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedReaderTests {

    private final LoopFixture fixture = new LoopFixture(10);

    /** To subscribe brings the loop to the window's end first, and so writes what the reader has subscribed already. */
    @Test
    void leavesNothingBehindWhenItEndsWhileItSubscribes() {
        fixture.append("a");
        fixture.settle();
        ScriptedSink sink = new ScriptedSink();
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("a"), LoopFixture.live());
        sink.breaks = true;
        fixture.append("a");
        Subscription late = reader.subscribe(selecting("b"), LoopFixture.live());
        assertThat(late.isClosed()).isTrue();
        assertThat(fixture.fanout.readers()).isEmpty();
        assertThat(fixture.audience.isEmpty()).isTrue();
    }

    /** The loop comes to the window's end before anybody goes on, and so writes to others. */
    @Test
    void isToldWhenItCannotGoOnSinceThereIsNoMemoryToWriteToAnother() {
        fixture.append("a");
        fixture.settle();
        ScriptedSink other = new ScriptedSink();
        fixture.fanout.open(other).subscribe(selecting("a"), LoopFixture.live());
        ScriptedSink sink = new ScriptedSink();
        Gap gap = new Gap("forged", fixture.newest, fixture.newest, Reason.UNKNOWN);
        fixture.fanout
                .open(sink)
                .subscribe(selecting("b"), new Beginning(fixture.window.generation(), new Resolution.Gone(gap)));
        Error scarcity = new OutOfMemoryError("of the test");
        other.scarcity = scarcity;
        fixture.append("a");
        fixture.settle();
        assertThat(sink.failure).hasRootCause(scarcity);
    }

    private static Selection selecting(String channel) {
        return new Selection(List.of(NamePattern.ofChannels(channel)), List.of());
    }
}
