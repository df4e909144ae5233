package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Received;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.IngestInstallation;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplaySurvivesIT {

    private static final int WEBHOOKS = 1_000;
    private static final int PER_SECOND = 200;

    @Test
    void replaysEachWebhookOnceThoughIngestIsKilledMeanwhile() {
        try (PostgresNode database = PostgresNode.started();
                IngestInstallation installation = IngestInstallation.besideShared(database, "replayed")) {
            Journal journal = new Journal(Positions.now(installation.gateway().uri()));
            StandardSender sender = new StandardSender(installation.ingests(), "replayed");
            try (Reader reader = Reader.start(
                            Way.SSE,
                            List.of(installation.gateway().uri()),
                            Subscription.to("webhooks.replayed.**"),
                            journal);
                    SteadyLoad load = SteadyLoad.start(sender::send, WEBHOOKS, WEBHOOKS)) {
                load.awaitAccepted(WEBHOOKS);
                journal.awaitSize(WEBHOOKS);
                URI replay = begin(installation);
                for (int kill = 1; kill <= 2; kill++) {
                    journal.awaitSize(WEBHOOKS + kill * WEBHOOKS / 4, Duration.ofMinutes(1));
                    installation.ingest(0).kill9();
                    installation.ingest(0).restart();
                }
                JsonNode ended = awaitEnd(replay);
                assertThat(ended.get("state").stringValue()).isEqualTo("completed");
                assertThat(ended.get("replayed").asInt()).isEqualTo(WEBHOOKS);
                journal.awaitSize(2 * WEBHOOKS, Duration.ofMinutes(1));
                assertThat(journal.gaps()).isEmpty();
                assertThat(replayed(reader.journal()))
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(journal.ids().subList(0, WEBHOOKS));
            }
        }
    }

    private static List<String> replayed(Journal journal) {
        return journal.events().stream()
                .filter(event -> event.text().contains("\"replayof\""))
                .map((Received event) -> event.attribute("replayof"))
                .toList();
    }

    private static URI begin(IngestInstallation installation) {
        URI replays = installation.ingests().get(0).resolve("/v1/replays");
        HttpResponse<String> begun = Http.send(Http.request(replays, Tokens.everything())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"source\":\"replayed\",\"perSecond\":" + PER_SECOND + "}")));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        return replays.resolve(begun.headers().firstValue("Location").orElseThrow());
    }

    private static JsonNode awaitEnd(URI replay) {
        return await("the end of the replay")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(
                        () -> JsonTexts.tree(Http.get(replay).body()),
                        state -> !state.required("state").stringValue().equals("running"));
    }
}
