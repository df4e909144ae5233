package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.tally.Ending;
import io.fourways.gateway.way.Way;
import io.fourways.service.trace.EventSpans;
import io.fourways.system.span.KeptSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracedFanoutTests {

    private static final String PLACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";

    private final KeptSpans kept = new KeptSpans();
    private final LoopFixture fixture = new LoopFixture(100, new EventSpans(kept.tracer()));

    private Cursor append(String traceparent) {
        fixture.log.append(Events.traced("chat.a", traceparent));
        return fixture.newest;
    }

    private void read(Way way, int readers) {
        for (int i = 0; i < readers; i++) {
            fixture.fanout.open(new ScriptedSink(way)).subscribe(selecting("chat.*"), live());
        }
    }

    private void poll(Cursor after) {
        Reader reader = fixture.fanout.open(new ScriptedSink(Way.SHORT_POLL));
        reader.subscribe(selecting("chat.*"), fixture.behind(after));
        fixture.settle();
        reader.close(Ending.CLIENT);
    }

    private List<String> waysWritten() {
        return kept.ended("fourways.write").stream()
                .map(span -> span.getAttributes().get(AttributeKey.stringKey("fourways.way")))
                .toList();
    }

    @Test
    void tellsOfEachWayOnceHoweverManyReaders() {
        append(PLACE + "00");
        read(Way.SSE, 3);
        read(Way.WEBSOCKET, 2);
        append(PLACE + "01");
        fixture.settle();
        SpanData log = kept.ended("fourways.log").get(0);
        assertThat(log.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(waysWritten()).containsExactlyInAnyOrder("sse", "websocket");
        assertThat(kept.ended("fourways.write"))
                .allSatisfy(write -> assertThat(write.getParentSpanId()).isEqualTo(log.getSpanId()));
    }

    @Test
    void tellsOfEachSampledEventOfAMoment() {
        read(Way.SSE, 1);
        for (int i = 0; i < 10; i++) {
            append(PLACE + "01");
        }
        fixture.settle();
        assertThat(kept.ended("fourways.log")).hasSize(10);
        assertThat(kept.ended("fourways.write")).hasSize(10);
    }

    @Test
    void tellsOfTheFirstOfManyPolls() {
        Cursor before = fixture.append("chat.a");
        append(PLACE + "01");
        fixture.settle();
        poll(before);
        poll(before);
        assertThat(waysWritten()).containsExactly("short-poll");
    }

    @ParameterizedTest
    @ValueSource(strings = {PLACE + "00", "nonsense", ""})
    void tellsNothingElse(String traceparent) {
        read(Way.SSE, 1);
        append(traceparent);
        fixture.append("chat.a");
        fixture.settle();
        assertThat(kept.ended()).isEmpty();
    }

    @Test
    void tellsNothingOfWhatNobodyReads() {
        fixture.fanout.open(new ScriptedSink()).subscribe(selecting("other.*"), live());
        append(PLACE + "01");
        fixture.settle();
        assertThat(kept.ended("fourways.log")).hasSize(1);
        assertThat(waysWritten()).isEmpty();
    }
}
