package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.log.Events;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls that are answered beneath WebFlux, in the metrics. */
class CountedPollTests {

    private final GatewayServer gateway = new GatewayServer().following();
    private Wire wire;

    @BeforeEach
    void connect() throws IOException {
        wire = new Wire(gateway.port());
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        gateway.close();
    }

    @Test
    void areCountedLikeThoseOfWebFlux() throws IOException {
        gateway.log.append(Events.of("1", "a", "t", "{}"));
        Wire.Poll poll = new Wire.Poll("channel=a&after=" + newest(), newest());
        wire.ask(poll);
        Map<String, Double> once = counted();
        wire.ask(poll);
        await().until(() -> gateway.prepared() == 1);
        once.replaceAll((name, count) -> 2 * count);
        assertThat(counted()).isEqualTo(once);
    }

    @Test
    void areCountedLikeThoseOfWebFluxWhenTheyComeAgain() throws IOException {
        gateway.log.append(Events.of("1", "a", "t", "{}"));
        Wire.Poll poll = new Wire.Poll("channel=a", newest());
        wire.ask(poll);
        Map<String, Double> once = counted();
        wire.ask(poll);
        wire.ask(poll);
        wire.ask(poll);
        once.replaceAll((name, count) -> 4 * count);
        await().untilAsserted(() -> assertThat(counted()).isEqualTo(once));
        assertThat(gateway.prepared()).isEqualTo(1);
    }

    private Map<String, Double> counted() {
        return gateway.meters.getMeters().stream()
                .filter(meter -> meter instanceof Counter)
                .filter(meter -> meter.getId().getName().matches("fourways.gateway.(polls|out.bytes|out.events)"))
                .collect(Collectors.toMap(meter -> meter.getId().toString(), meter -> ((Counter) meter).count()));
    }

    private String newest() {
        return String.valueOf(gateway.window.newest());
    }
}
