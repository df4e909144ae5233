package io.fourways.gateway.fanout;

import static io.fourways.gateway.fanout.LoopFixture.live;
import static io.fourways.gateway.position.Selections.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.way.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a loop that does nothing meanwhile: it is not asked. */
class AudienceTests {

    private final LoopFixture fixture = new LoopFixture(8);

    @Test
    void countsEachSubscriptionOnceForEveryChannelItSelects() {
        subscribe("chat.*");
        subscribe("chat.*");
        subscribe("chat.a", "chat.*", "**");
        subscribe("orders");
        assertThat(fixture.audience.of(List.of("chat.a", "chat.b", "orders", "other")))
                .isEqualTo(Map.of(
                        "chat.a", Map.of(Way.WEBSOCKET, 3),
                        "chat.b", Map.of(Way.WEBSOCKET, 3),
                        "orders", Map.of(Way.WEBSOCKET, 2),
                        "other", Map.of(Way.WEBSOCKET, 1)));
    }

    @Test
    void tellsTheWaysApart() {
        subscribe("a");
        open(Way.SSE).subscribe(selecting("a"), live());
        assertThat(fixture.audience.of(List.of("a"))).isEqualTo(Map.of("a", Map.of(Way.SSE, 1, Way.WEBSOCKET, 1)));
    }

    @Test
    void goesWithTheSubscription() {
        Reader reader = open(Way.WEBSOCKET);
        Subscription subscription = reader.subscribe(selecting("a", "b"), live());
        reader.narrow(subscription, selecting("b"));
        assertThat(fixture.audience.of(List.of("a", "b")))
                .isEqualTo(Map.of("a", Map.of(), "b", Map.of(Way.WEBSOCKET, 1)));
        reader.unsubscribe(subscription);
        assertThat(fixture.audience.isEmpty()).isTrue();
    }

    @Test
    void goesWithTheReader() {
        Reader reader = subscribe("a");
        reader.subscribe(selecting("b"), live());
        reader.close();
        reader.close();
        assertThat(fixture.audience.isEmpty()).isTrue();
    }

    private Reader subscribe(String... channels) {
        Reader reader = open(Way.WEBSOCKET);
        reader.subscribe(selecting(channels), live());
        return reader;
    }

    private Reader open(Way way) {
        return fixture.fanout.open(new ScriptedSink(way));
    }
}
