package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Received;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.node.NodeModules;
import io.fourways.system.service.IngestInstallation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebhookPayloadsIT {

    private static final String SECRET = "It's a Secret to Everybody";

    private static PostgresNode database;
    private static IngestInstallation installation;

    @BeforeAll
    static void start() {
        database = PostgresNode.started();
        installation = IngestInstallation.besideShared(
                database,
                Map.of(
                        "FOURWAYS_INGEST_SOURCES_GITHUB_PROVIDER",
                        "github",
                        "FOURWAYS_INGEST_SOURCES_GITHUB_SECRETS_0",
                        SECRET));
    }

    @AfterAll
    static void end() {
        installation.close();
        database.close();
    }

    @Test
    void everyWebhookOfGitHubArrivesAsItWasSigned() {
        List<String> payloads = NodeModules.webhookExamples();
        assertThat(payloads).hasSizeGreaterThan(700);
        Journal journal = new Journal(Positions.now(installation.gateway().uri()));

        for (int number = 0; number < payloads.size(); number++) {
            HttpResponse<String> answer = send("delivery-" + number, payloads.get(number));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        try (Reader reader = Reader.start(
                Way.WEB_SOCKET,
                List.of(installation.gateway().uri()),
                Subscription.to("webhooks.github.**"),
                journal)) {
            List<Received> events = reader.journal().awaitSize(payloads.size()).events();
            assertThat(events.stream().map(Received::data).map(JsonTexts::compact))
                    .containsExactlyElementsOf(
                            payloads.stream().map(JsonTexts::compact).toList());
            Received first = events.get(0);
            assertThat(first.id()).isEqualTo("delivery-0");
            assertThat(first.source()).isEqualTo("/webhooks/github");
            assertThat(first.attribute("type")).isEqualTo("github.push");
            assertThat(first.attribute("channel")).isEqualTo("webhooks.github.push");
        }
    }

    private static HttpResponse<String> send(String delivery, String payload) {
        return Http.send(Http.request(installation.ingests().get(0).resolve("/webhooks/github"), "")
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Delivery", delivery)
                .header("X-Hub-Signature-256", "sha256=" + signature(payload))
                .POST(BodyPublishers.ofString(payload)));
    }

    private static String signature(String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
