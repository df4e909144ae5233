package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.node.ClientProcess;
import io.fourways.system.service.Installation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** npm's EventSource, which like a browser's ends for good at any status but 200, is refused for the time being. */
class EventSourceComesBackIT {

    private static final String CHANNEL = "comesback.a";

    private static RabbitNode node;
    private static Installation installation;

    @BeforeAll
    static void start() {
        node = RabbitNode.started();
        installation = Installation.on(node.address(), 1, Map.of("FOURWAYS_GATEWAY_LIMITS_CONNECTIONS", "1"));
    }

    @AfterAll
    static void end() {
        installation.close();
        node.close();
    }

    /** Whatever the test before has done to them. */
    @BeforeEach
    void awaitReady() {
        installation.producer().awaitReady();
        installation.gateway(0).awaitReady();
    }

    @Test
    void afterThereWasNoPlace() {
        Journal journal = new Journal("");
        Reader holder = Reader.start(Way.SSE, installation.gateways(), Subscription.to("comesback.holder"), journal);
        await("the only place to be taken").atMost(Duration.ofSeconds(30)).until(() -> !journal.cursor()
                .isEmpty());
        try (ClientProcess client = eventSource(Positions.now(installation.gateway()))) {
            client.awaitLine("reconnects");
            holder.close();
            installation.publisher().publish(CHANNEL, "1");

            assertThat(client.awaitLine("\"event\"")).contains("\\\"data\\\":1");
        }
    }

    @Test
    void afterTheBrokerWasAway() {
        String start = Positions.now(installation.gateway());
        installation.publisher().publish(CHANNEL, "1");
        node.stop(); // in order: killed as soon as it has declared a stream, RabbitMQ 3.10 may not find it again
        installation.gateway(0).kill9();
        installation.gateway(0).relaunch();
        try (ClientProcess client = eventSource(start)) {
            client.awaitLine("\"open\"");
            client.awaitLine("reconnects");
            node.start();

            assertThat(client.awaitLine("\"event\"")).contains("\\\"data\\\":1");
            assertThat(client.lines()).as("a refusal with a status").noneMatch(line -> line.contains("\"code\""));
        }
    }

    @Test
    void afterItsGatewayWasStoppedAndStartedAgain() {
        String start = Positions.now(installation.gateway());
        try (ClientProcess client = eventSource(start)) {
            client.awaitLine("\"open\"");
            installation.gateway(0).stop();
            installation.publisher().publish(CHANNEL, "1");
            installation.gateway(0).restart();

            assertThat(client.awaitLine("\"event\"")).contains("\\\"data\\\":1");
        }
    }

    private static ClientProcess eventSource(String after) {
        String url = Subscription.to(CHANNEL).at(installation.gateway(), after).toString();
        return ClientProcess.node("eventsource.mjs", url);
    }
}
