package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.IngestInstallation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TooLargeForTheBrokerIT {

    private static final int WEBHOOKS = 61;
    private static final int LARGE = 30;
    private static final String LARGE_BODY = "{\"text\":\"" + "x".repeat(100_000) + "\"}";

    @Test
    void setsAsideTheOneThatIsTooLargeAndPublishesThoseBeforeItBehindItAndBesideIt() {
        try (RabbitNode broker = RabbitNode.startedWith("max_message_size = 50000");
                PostgresNode database = PostgresNode.started();
                IngestInstallation installation =
                        IngestInstallation.on(broker.address(), database, 1, "mixed", "small")) {
            Journal journal = new Journal(Positions.now(installation.gateway().uri()));
            broker.stop();
            IntStream.range(0, WEBHOOKS).forEach(number -> {
                send(installation, "mixed", number, number == LARGE ? LARGE_BODY : "{}");
                send(installation, "small", number, "{}");
            });
            try (Reader reader = Reader.start(
                    Way.SSE, List.of(installation.gateway().uri()), Subscription.to("webhooks.**"), journal)) {
                broker.start();
                reader.journal().awaitSize(2 * WEBHOOKS - 1);
                assertThat(ids(journal, "mixed")).isEqualTo(numbersWithout(LARGE));
                assertThat(ids(journal, "small")).isEqualTo(numbersWithout(-1));
                assertThat(setAside(installation)).containsExactly(Integer.toString(LARGE));
            }
        }
    }

    private static void send(IngestInstallation installation, String source, int number, String body) {
        assertThat(new StandardSender(installation.ingests(), source)
                        .send(Integer.toString(number), body)
                        .statusCode())
                .isEqualTo(200);
    }

    private static List<String> ids(Journal journal, String source) {
        return journal.events().stream()
                .filter(event -> event.attribute("source").equals("/webhooks/" + source))
                .map(event -> event.id())
                .toList();
    }

    private static List<String> numbersWithout(int one) {
        return IntStream.range(0, WEBHOOKS)
                .filter(number -> number != one)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static List<String> setAside(IngestInstallation installation) {
        return JsonTexts.tree(Http.get(installation.ingest(0).uri().resolve("/v1/webhooks?setAside=true"))
                        .body())
                .required("webhooks")
                .valueStream()
                .map(webhook -> webhook.required("eventId").stringValue())
                .toList();
    }
}
