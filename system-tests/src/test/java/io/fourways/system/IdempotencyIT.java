package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.proxy.Wire;
import io.fourways.system.service.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdempotencyIT {

    private static String[] identity(String channel) {
        return new String[] {"ce-id", "the-one", "ce-source", "/" + channel};
    }

    @Test
    void whatIsPublishedAgainAfterALostConfirmArrivesOnce() throws IOException {
        BrokerAddress broker = Brokers.shared().address();
        try (Wire wire = Wire.to(broker.amqpPort());
                Installation installation = Installation.on(broker.throughPort(wire.port()), 1)) {
            List<Reader> readers = readers(installation, "lost.confirm");
            String start = Positions.now(installation.gateway());

            wire.loseAnswers();
            HttpResponse<String> unsure =
                    installation.publisher().sendJson("lost.confirm", "1", identity("lost.confirm"));
            assertThat(unsure.statusCode()).isEqualTo(503);
            assertThat(unsure.headers().firstValue("Retry-After")).isPresent();
            wire.mend();
            publishUntilAccepted(installation.publisher());

            endWithOne(installation, readers, "lost.confirm");
            URI late = installation.addGateway().uri();
            assertThat(read(late, start)).containsExactly("the-one", "last");
        }
    }

    @Test
    void theSameIdentityIsAnsweredLikeTheFirstAndArrivesOnce() {
        Installation installation = Installation.shared();
        List<Reader> readers = readers(installation, "twice");

        HttpResponse<String> first = installation.publisher().sendJson("twice", "1", identity("twice"));
        HttpResponse<String> second = installation.publisher().sendJson("twice", "1", identity("twice"));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        endWithOne(installation, readers, "twice");
    }

    @Test
    void theIdempotencyKeyIsTheIdWhereNoneIsGiven() {
        Installation installation = Installation.shared();
        List<Reader> readers = readers(installation, "keyed");

        String[] key = {"Idempotency-Key", "the-one", "ce-source", "/keyed"};
        HttpResponse<String> first = installation.publisher().sendJson("keyed", "1", key);
        HttpResponse<String> second = installation.publisher().sendJson("keyed", "1", key);

        assertThat(first.body()).contains("\"the-one\"").isEqualTo(second.body());
        endWithOne(installation, readers, "keyed");
    }

    private static List<Reader> readers(Installation installation, String channel) {
        String start = Positions.now(installation.gateway());
        return Stream.of(Way.values())
                .map(way -> Reader.start(way, installation.gateways(), Subscription.to(channel), new Journal(start)))
                .toList();
    }

    private static void publishUntilAccepted(Publisher publisher) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> publisher
                                .sendJson("lost.confirm", "1", identity("lost.confirm"))
                                .statusCode()
                        == 202);
    }

    /** A last event shows that nothing more comes before it. */
    private static void endWithOne(Installation installation, List<Reader> readers, String channel) {
        installation.publisher().publish(channel, "2", "ce-id", "last", "ce-source", "/" + channel);
        for (Reader reader : readers) {
            await().until(() -> reader.journal().ids().contains("last"));
            reader.close();
            assertThat(reader.journal().ids()).as("by %s", reader.way()).containsExactly("the-one", "last");
        }
    }

    private static List<String> read(URI gateway, String start) {
        Journal journal = new Journal(start);
        try (Reader reader = Reader.start(Way.SSE, List.of(gateway), Subscription.to("lost.confirm"), journal)) {
            await().until(() -> reader.journal().ids().contains("last"));
            return journal.ids();
        }
    }
}
