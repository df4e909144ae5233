package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Received;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.IngestInstallation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Senders go on as providers do: the same webhook again until somebody answers 2xx. */
@Order(1)
class IngestSurvivesIT {

    private static final Campaign CAMPAIGN = Campaign.of(System.getProperties());
    private static final int WEBHOOKS = CAMPAIGN.webhooks();
    private static final int PER_SECOND = 700;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int LARGEST = 50_000;
    private static final String LARGE_BODY = "{\"text\":\"" + "x".repeat(2 * LARGEST) + "\"}";
    private static final int FEW = 61;

    /** Which of the few is the one that is. */
    private static final int LARGE = 30;

    private static RabbitNode broker;
    private static PostgresNode database;
    private static IngestInstallation installation;

    @BeforeAll
    static void start() {
        broker = RabbitNode.startedWith("max_message_size = " + LARGEST);
        database = PostgresNode.started();
        installation = IngestInstallation.on(
                broker.address(), database, 2, "killed", "database", "broker", "away", "mixed", "small");
    }

    @AfterAll
    static void end() {
        installation.close();
        database.close();
        broker.close();
    }

    @Test
    void everyAcceptedWebhookIsOnTheLogOnceThoughIngestIsKilled() {
        whileWebhooksCome("killed", load -> {
            for (int kill = 1; kill <= CAMPAIGN.kills(); kill++) {
                load.awaitAccepted(kill * WEBHOOKS / (CAMPAIGN.kills() + 1));
                installation.ingest(kill % 2).kill9();
                installation.ingest(kill % 2).restart();
            }
        });
    }

    @Test
    void everyAcceptedWebhookIsOnTheLogOnceThoughTheDatabaseIsKilled() {
        whileWebhooksCome("database", load -> {
            load.awaitAccepted(WEBHOOKS / 4);
            database.kill9();
            isTold("readiness", 503);
            database.start();
            isTold("readiness", 200);
        });
    }

    @Test
    void everyAcceptedWebhookIsOnTheLogOnceThoughTheBrokerIsKilled() {
        whileWebhooksCome("broker", load -> {
            load.awaitAccepted(WEBHOOKS / 4);
            broker.kill9();
            broker.start();
        });
    }

    @Test
    void webhooksAreAcceptedWhileTheBrokerIsAway() {
        whileWebhooksCome("away", load -> {
            load.awaitAccepted(WEBHOOKS / 10);
            broker.kill9();
            isTold("publishing", 503);
            isTold("readiness", 200);
            load.awaitAccepted(WEBHOOKS);
            LockSupport.parkNanos(CAMPAIGN.away().toNanos());
            broker.start();
            isTold("publishing", 200);
        });
    }

    /** The broker never takes it, whoever asks it however often. */
    @Test
    void theOneThatIsTooLargeForTheBrokerIsSetAsideAndThoseBeforeItBehindItAndBesideItArePublished() {
        Journal journal = new Journal(Positions.now(installation.gateway().uri()));
        broker.stop();
        IntStream.range(0, FEW).forEach(number -> {
            accepts("mixed", number, number == LARGE ? LARGE_BODY : "{}");
            accepts("small", number, "{}");
        });
        Subscription both = Subscription.to("webhooks.mixed.**", "webhooks.small.**");
        try (Reader reader =
                Reader.start(Way.SSE, List.of(installation.gateway().uri()), both, journal)) {
            broker.start();
            reader.journal().awaitSize(2 * FEW - 1);
            assertThat(ids(journal, "mixed")).isEqualTo(numbersWithout(LARGE));
            assertThat(ids(journal, "small")).isEqualTo(numbersWithout(-1));
            assertThat(setAside()).containsExactly(Integer.toString(LARGE));
        }
    }

    private static void accepts(String source, int number, String body) {
        assertThat(new StandardSender(installation.ingests(), source)
                        .send(Integer.toString(number), body)
                        .statusCode())
                .isEqualTo(200);
    }

    private static List<String> ids(Journal journal, String source) {
        return journal.events().stream()
                .filter(event -> event.attribute("source").equals("/webhooks/" + source))
                .map(Received::id)
                .toList();
    }

    private static List<String> numbersWithout(int one) {
        return IntStream.range(0, FEW)
                .filter(number -> number != one)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static List<String> setAside() {
        URI all = installation.ingest(0).uri().resolve("/v1/webhooks?setAside=true");
        return JsonTexts.tree(Http.get(all).body())
                .required("webhooks")
                .valueStream()
                .map(webhook -> webhook.required("eventId").stringValue())
                .toList();
    }

    /** Who cannot accept webhooks is to get none; who cannot publish them is to get them all the same. */
    private static void isTold(String group, int status) {
        URI health = installation.ingest(0).management("/actuator/health/" + group);
        HttpRequest request = HttpRequest.newBuilder(health).build();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(group)
                        .isEqualTo(status));
    }

    @FunctionalInterface
    private interface Fault {
        void happenDuring(SteadyLoad load);
    }

    private void whileWebhooksCome(String source, Fault fault) {
        StandardSender sender = new StandardSender(installation.ingests(), source);
        Journal journal = new Journal(Positions.now(installation.gateway().uri()));
        try (Reader reader = Reader.start(
                        Way.SSE,
                        List.of(installation.gateway().uri()),
                        Subscription.to("webhooks." + source + ".**"),
                        journal);
                SteadyLoad load = SteadyLoad.start(sender::send, WEBHOOKS, PER_SECOND)) {
            fault.happenDuring(load);
            load.awaitAccepted(WEBHOOKS);
            load.offerLast();
            journal.awaitSize(WEBHOOKS + 1, Duration.ofMinutes(2));
            assertThat(journal.gaps()).isEmpty();
            load.ledger().assertHeldBy(journal, reader.way());
        }
    }
}
