package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Received;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.service.StandaloneProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandaloneIT {

    /** The services answer one by one; the notice comes when all of them do. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void givesOneEventFourWaysOnEmbeddedParts() {
        try (StandaloneProcess standalone = StandaloneProcess.start()) {
            givesOneEventFourWays(standalone);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(standalone.log()).containsIgnoringCase("embedded"));
        }
    }

    @Test
    void givesOneEventFourWaysOnRabbitMq() {
        try (StandaloneProcess standalone =
                StandaloneProcess.start(Brokers.shared().address().environment())) {
            givesOneEventFourWays(standalone);
        }
    }

    private static void givesOneEventFourWays(StandaloneProcess standalone) {
        String start = Positions.now(standalone.gateway());
        standalone.publisher().publish("alone.a", "{\"price\":1.10}");
        Set<String> texts = new HashSet<>();
        for (Way way : Way.values()) {
            Journal journal = new Journal(start);
            Subscription anonymous = Subscription.to("alone.*").as("");
            try (Reader reader = Reader.start(way, List.of(standalone.gateway()), anonymous, journal)) {
                Received event = reader.journal().awaitSize(1).events().get(0);
                assertThat(event.data()).as("by %s", way).isEqualTo("{\"price\":1.10}");
                texts.add(event.text());
            }
        }
        assertThat(texts).as("the same bytes by all ways").hasSize(1);
    }
}
