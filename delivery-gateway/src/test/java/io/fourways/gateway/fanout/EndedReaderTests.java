package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
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

    private static Selection selecting(String channel) {
        return new Selection(List.of(NamePattern.ofChannels(channel)), List.of());
    }
}
