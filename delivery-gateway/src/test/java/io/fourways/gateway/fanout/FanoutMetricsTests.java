package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.tally.Ending;
import io.fourways.gateway.way.Way;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FanoutMetricsTests {

    private static final int WINDOW = 100;

    private final LoopFixture fixture = new LoopFixture(WINDOW);
    private final ScriptedSink sse = new ScriptedSink(Way.SSE);
    private final ScriptedSink webSocket = new ScriptedSink(Way.WEBSOCKET);
    private Cursor first;
    private long offset;

    @BeforeEach
    void begin() {
        first = fixture.append("chat.a");
        fixture.settle();
        offset = fixture.log.end();
    }

    @Test
    void countsWhatEachReaderIsGivenByItsWay() {
        subscribe(sse);
        subscribe(webSocket);
        subscribe(new ScriptedSink(Way.WEBSOCKET));

        fixture.append("chat.a", 3);
        fixture.append("elsewhere", 5);
        fixture.settle();

        assertThat(count("out.events", "way", "sse")).isEqualTo(3);
        assertThat(count("out.bytes", "way", "sse")).isEqualTo(3 * ScriptedSink.BYTES);
        assertThat(count("out.events", "way", "websocket")).isEqualTo(6);
        assertThat(count("out.bytes", "way", "websocket")).isEqualTo(6 * ScriptedSink.BYTES);
    }

    @Test
    void countsWhatIsSaidToQuietReadersAsBytesOfNoEvent() {
        subscribe(sse);

        fixture.eventLoop.pass(1, TimeUnit.SECONDS);
        fixture.settle();

        assertThat(count("out.bytes", "way", "sse")).isEqualTo(ScriptedSink.IDLE_BYTES);
        assertThat(count("out.events", "way", "sse")).isZero();
    }

    @Test
    void leavesItToPollsToCountWhatTheyAreAnswered() {
        subscribe(new ScriptedSink(Way.LONG_POLL));

        fixture.append("chat.a", 3);
        fixture.settle();

        assertThat(count("out.events", "way", "long-poll")).isZero();
    }

    @Test
    void measuresEventsOfOneMomentOnceHoweverManyReadersHaveThem() {
        subscribe(sse);
        subscribe(new ScriptedSink(Way.SSE));
        subscribe(webSocket);
        long written = System.currentTimeMillis() - 5_000;

        happen(written, true);
        happen(written, true);
        happen(written + 1, true);
        fixture.settle();

        assertThat(staleness("sse").count()).isEqualTo(2);
        assertThat(staleness("websocket").count()).isEqualTo(2);
        assertThat(staleness("long-poll").count()).isZero();
        assertThat(staleness("sse").max(TimeUnit.MILLISECONDS)).isBetween(5_000.0, 60_000.0);
    }

    @Test
    void measuresEveryMomentOfMoreThanATaskTakes() {
        subscribe(sse);
        long written = System.currentTimeMillis() - 5_000;

        for (int i = 0; i < WINDOW; i++) {
            happen(written + i, true);
        }
        fixture.settle();

        assertThat(staleness("sse").count()).isEqualTo(WINDOW);
    }

    @Test
    void takesAnEventOfTheFutureForOneOfNow() {
        subscribe(sse);

        happen(System.currentTimeMillis() + 600_000, true);
        fixture.settle();

        assertThat(staleness("sse").count()).isEqualTo(1);
        assertThat(staleness("sse").max(TimeUnit.MILLISECONDS)).isZero();
    }

    @Test
    void doesNotMeasureWhatTheLogHeldBeforeItWasFollowed() {
        subscribe(sse);

        happen(System.currentTimeMillis() - 5_000, false);
        fixture.settle();

        assertThat(sse.offsets()).hasSize(1);
        assertThat(staleness("sse").count()).isZero();
    }

    @Test
    void doesNotMeasureWhatIsCaughtUp() {
        fixture.append("chat.a", 10);
        fixture.settle();

        fixture.fanout.open(sse).subscribe(selecting("chat.*"), fixture.behind(first));
        fixture.settle();

        assertThat(count("out.events", "way", "sse")).isEqualTo(10);
        assertThat(staleness("sse").count()).isZero();
    }

    @Test
    void countsACatchUpByWhereItsPlaceWas() {
        fixture.append("chat.a", 10);
        fixture.settle();
        Reader reader = fixture.fanout.open(sse);
        reader.subscribe(selecting("chat.*"), fixture.behind(first));
        fixture.settle();
        reader.close();
        fixture.append("chat.a", WINDOW + 10);
        fixture.settle();
        fixture.fanout.open(webSocket).subscribe(selecting("chat.*"), fixture.behind(first));
        fixture.settle();

        assertThat(count("catchups", "way", "sse", "from", "window")).isEqualTo(1);
        assertThat(count("catchup.events", "way", "sse", "from", "window")).isEqualTo(10);
        assertThat(count("catchups", "way", "sse", "from", "log")).isZero();
        assertThat(count("catchups", "way", "websocket", "from", "log")).isEqualTo(1);
        assertThat(count("catchups", "way", "websocket", "from", "window")).isZero();
        assertThat(count("catchup.events", "way", "websocket", "from", "log")
                        + count("catchup.events", "way", "websocket", "from", "window"))
                .isEqualTo(WINDOW + 20);
        assertThat(count("out.events", "way", "websocket")).isEqualTo(WINDOW + 20);
    }

    @Test
    void countsNoCatchUpWhereNothingWasMissed() {
        fixture.fanout.open(sse).subscribe(selecting("chat.*"), fixture.behind(first));
        fixture.settle();

        assertThat(count("catchups", "way", "sse", "from", "window")).isZero();
    }

    @Test
    void countsReadersAndWhetherTheirSubscriptionsAreBehind() {
        subscribe(sse);
        Reader slow = subscribe(webSocket);
        subscribe(new ScriptedSink(Way.WEBSOCKET));
        webSocket.room = 1;

        fixture.append("chat.a", 2);
        fixture.settle();

        assertThat(gauge("readers", "way", "sse")).isEqualTo(1);
        assertThat(gauge("readers", "way", "websocket")).isEqualTo(2);
        assertThat(gauge("subscriptions", "way", "websocket", "state", "live")).isEqualTo(1);
        assertThat(gauge("subscriptions", "way", "websocket", "state", "behind"))
                .isEqualTo(1);
        assertThat(count("fell.behind", "way", "websocket")).isEqualTo(1);
        assertThat(count("fell.behind", "way", "sse")).isZero();

        webSocket.room = 10;
        slow.resume();
        fixture.settle();

        assertThat(gauge("subscriptions", "way", "websocket", "state", "live")).isEqualTo(2);
        assertThat(gauge("subscriptions", "way", "websocket", "state", "behind"))
                .isZero();
        assertThat(count("catchups", "way", "websocket", "from", "window")).isEqualTo(1);

        slow.close();

        assertThat(gauge("readers", "way", "websocket")).isEqualTo(1);
        assertThat(gauge("subscriptions", "way", "websocket", "state", "live")).isEqualTo(1);
        assertThat(count("closed", "way", "websocket", "cause", "client")).isEqualTo(1);
    }

    @Test
    void countsAnEventLoopThatTheWindowOutruns() {
        subscribe(sse);

        fixture.append("chat.a", 2 * WINDOW);
        fixture.settle();

        assertThat(sse.offsets()).hasSize(2 * WINDOW);
        assertThat(count("overruns")).isEqualTo(1);
        assertThat(count("fell.behind", "way", "sse")).isZero();
    }

    @Test
    void countsGapsByTheirReason() {
        Gap expired = new Gap("old", first.asBefore(), first, Gap.Reason.EXPIRED);
        Beginning gone = new Beginning(fixture.window.generation(), new Resolution.Gone(expired));

        fixture.fanout.open(sse).subscribe(selecting("chat.*"), gone);
        fixture.settle();

        assertThat(count("gaps", "way", "sse", "reason", "expired")).isEqualTo(1);
        assertThat(count("gaps", "way", "sse", "reason", "overrun")).isZero();
    }

    @Test
    void saysWhyReadersEnded() {
        Reader expiring = subscribe(sse);
        expiring.expireAt(Instant.now().minusSeconds(1));
        fixture.eventLoop.pass(1, TimeUnit.SECONDS);
        fixture.settle();
        expiring.close();

        Reader drained = subscribe(webSocket);
        var unused = fixture.fanout.drain(Duration.ZERO, () -> Duration.ZERO);
        fixture.settle();
        fixture.eventLoop.pass(1, TimeUnit.SECONDS);
        fixture.settle();
        drained.close(Ending.POLICY);

        assertThat(count("closed", "way", "sse", "cause", "expired")).isEqualTo(1);
        assertThat(count("closed", "way", "websocket", "cause", "drained")).isEqualTo(1);
        assertThat(count("closed", "way", "websocket", "cause", "policy")).isZero();
    }

    @Test
    void saysThatAReaderEndedSinceTheLogCannotBeRead() {
        fixture.append("chat.a", 2 * WINDOW);
        fixture.settle();
        fixture.log.disconnect();

        Reader reader = fixture.fanout.open(sse);
        reader.subscribe(selecting("chat.*"), fixture.behind(first));
        fixture.settle();
        reader.close();

        assertThat(sse.failure).isInstanceOf(LogUnavailableException.class);
        assertThat(count("closed", "way", "sse", "cause", "unavailable")).isEqualTo(1);
    }

    private Reader subscribe(ScriptedSink sink) {
        Reader reader = fixture.fanout.open(sink);
        reader.subscribe(selecting("chat.*"), live());
        return reader;
    }

    private void happen(long written, boolean fresh) {
        fixture.tail.record(new LogRecord(offset, Events.of("e" + offset, "chat.a", "t", "{}"), written, fresh));
        offset++;
    }

    private double count(String name, String... tags) {
        return fixture.meters
                .get("fourways.gateway." + name)
                .tags(tags)
                .counter()
                .count();
    }

    private double gauge(String name, String... tags) {
        return fixture.meters.get("fourways.gateway." + name).tags(tags).gauge().value();
    }

    private Timer staleness(String way) {
        return fixture.meters.get("fourways.gateway.staleness").tag("way", way).timer();
    }
}
