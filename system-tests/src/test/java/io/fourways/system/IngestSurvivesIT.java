package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.IngestInstallation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Senders go on as providers do: the same webhook again until somebody answers 2xx. */
class IngestSurvivesIT {

    private static final Campaign CAMPAIGN = Campaign.of(System.getProperties());
    private static final int WEBHOOKS = CAMPAIGN.webhooks();
    private static final int PER_SECOND = 700;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static RabbitNode broker;
    private static PostgresNode database;
    private static IngestInstallation installation;

    @BeforeAll
    static void start() {
        broker = RabbitNode.started();
        database = PostgresNode.started();
        installation = IngestInstallation.on(broker.address(), database, 2, "killed", "database", "broker", "away");
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
