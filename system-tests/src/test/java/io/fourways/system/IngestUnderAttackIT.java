package io.fourways.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.RawRequest;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.StandardSender.Signature;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.IngestInstallation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestUnderAttackIT {

    private static final long MEGABYTE = 1 << 20;
    private static final String SOURCES = """
            {"fourways.ingest.sources": {
                "code": {"provider": "github", "secrets": "of code"},
                "social": {"provider": "meta", "secrets": "of social", "options": {"verify-token": "t"}},
                "chat": {"provider": "slack", "secrets": "of chat"},
                "calls": {"provider": "zoom", "secrets": "of calls"}}}""";

    private static PostgresNode database;
    private static IngestInstallation installation;

    private final StandardSender sender = new StandardSender(installation.ingests(), "genuine");
    private final Journal journal =
            new Journal(Positions.now(installation.gateway().uri()));

    @BeforeAll
    static void start() {
        database = PostgresNode.started();
        installation = IngestInstallation.besideShared(
                database,
                Map.of(
                        "FOURWAYS_INGEST_SOURCES_GENUINE_PROVIDER", "standard",
                        "FOURWAYS_INGEST_SOURCES_GENUINE_SECRETS_0", StandardSender.SECRET,
                        "FOURWAYS_INGEST_RECEIVING_BODY_TIMEOUT", "20s",
                        "FOURWAYS_CONNECTIONS_HEAD_TIMEOUT", "5s",
                        "SPRING_APPLICATION_JSON", SOURCES));
    }

    @AfterAll
    static void end() {
        installation.close();
        database.close();
    }

    @Test
    void aForgedRequestDoesNotUseUpAnId() {
        assertThat(sender.forge("poisoned", "{}").statusCode()).isEqualTo(401);
        assertThat(sender.send("poisoned", "{}").statusCode()).isEqualTo(200);

        arrive("poisoned");
    }

    @Test
    void anOldGenuineRequestIsRefused() {
        Signature old =
                StandardSender.signature("old", Instant.now().minusSeconds(400).getEpochSecond(), "{}");
        assertThat(sender.send("old", "{}", old).statusCode()).isEqualTo(401);
        Signature early =
                StandardSender.signature("early", Instant.now().plusSeconds(400).getEpochSecond(), "{}");
        assertThat(sender.send("early", "{}", early).statusCode()).isEqualTo(401);
        assertThat(sender.send("after-old", "{}").statusCode()).isEqualTo(200);

        arrive("after-old");
    }

    @Test
    void aRepeatedGenuineRequestIsAnsweredTheSameAndPublishedOnce() {
        Signature signature = StandardSender.signature("again", Instant.now().getEpochSecond(), "{}");
        for (int i = 0; i < 5; i++) {
            assertThat(sender.send("again", "{}", signature).statusCode()).isEqualTo(200);
        }
        assertThat(sender.send("after-again", "{}").statusCode()).isEqualTo(200);

        arrive("again", "after-again");
    }

    /** Both sign in the same header, and in the same way. */
    @ParameterizedTest
    @CsvSource({"code,of code,200", "code,of social,401", "social,of social,200", "social,of code,401"})
    void aSignatureOfOneHashIsWorthNothingAtAnotherSource(String source, String secret, int status) {
        String body = "{\"object\":\"page\"}";

        assertThat(send(source, body, Map.of("X-Hub-Signature-256", "sha256=" + hmac(secret, body))))
                .isEqualTo(status);
    }

    /** Both sign the same text; the headers of both are there. */
    @ParameterizedTest
    @CsvSource({"chat,of chat,200", "chat,of calls,401", "calls,of calls,200", "calls,of chat,401"})
    void aTimedSignatureIsWorthNothingAtAnotherSource(String source, String secret, int status) {
        String body = "{\"type\":\"event_callback\",\"event\":\"ended\"}";
        String time = Long.toString(Instant.now().getEpochSecond());
        String signature = "v0=" + hmac(secret, "v0:" + time + ":" + body);
        Map<String, String> headers = Map.of(
                "X-Slack-Request-Timestamp", time,
                "X-Slack-Signature", signature,
                "X-Zm-Request-Timestamp", time,
                "X-Zm-Signature", signature);

        assertThat(send(source, body, headers)).isEqualTo(status);
    }

    @Test
    void anUnknownSourceIsNotFound() {
        assertThat(new StandardSender(installation.ingests(), "nobody")
                        .send("x", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aGiganticHeaderIsRefused() {
        HttpResponse<String> answer = Http.send(Http.request(address(), "")
                .header("webhook-signature", "v1," + "A".repeat(1_000_000))
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isIn(413, 431);
        serves("after-header");
    }

    @Test
    void aZipBombIsNeverInflated() throws IOException {
        byte[] bomb = bomb();
        long before = memory();
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = Http.send(Http.request(address(), "")
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(bomb)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
        }

        assertThat(memory()).isLessThan(before + 64 * MEGABYTE);
        serves("after-bomb");
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsReadWhole() throws IOException {
        try (RawRequest request = RawRequest.to(address())) {
            request.head("Content-Length: 1000000000").write(new byte[1000]);

            assertThat(request.statusLine()).contains(" 413 ");
        }
        serves("after-oversize");
    }

    @Test
    void aBodyThatDripsIsGivenUpWhileOthersAreServed() throws IOException {
        try (RawRequest request = RawRequest.to(address())) {
            request.head("Content-Length: 100").write("{");

            serves("beside-loris");
            assertThat(request.statusLine()).contains(" 408 ");
        }
    }

    @Test
    void aHeadThatDripsIsGivenUpWhileOthersAreServed() throws IOException {
        try (RawRequest request = RawRequest.to(address())) {
            request.write("POST /webhooks/genuine HTTP/1.1\r\nX-Slow: ");

            serves("beside-drip");
            request.write("x");
            assertThat(request.statusLine()).isEmpty();
        }
    }

    /** Ten million chunks of one byte each, more than the heap holds buffers. */
    @Test
    void bodiesInTinyChunksTakeNoMoreMemoryThanTheirBytes() throws IOException {
        byte[] chunks = "1\r\nx\r\n".repeat(100_000).getBytes(US_ASCII);
        List<RawRequest> requests = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                RawRequest request = RawRequest.to(address());
                requests.add(request);
                request.head("Transfer-Encoding: chunked");
                for (int j = 0; j < 9; j++) {
                    request.write(chunks);
                }
            }
            serves("beside-chunks");
        } finally {
            for (RawRequest request : requests) {
                request.close();
            }
        }
    }

    private static int send(String source, String body, Map<String, String> headers) {
        HttpRequest.Builder request = Http.request(address().resolve(source), "")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Http.send(request).statusCode();
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serves(String id) {
        assertThat(sender.send(id, "{}").statusCode()).isEqualTo(200);
        arrive(id);
    }

    /** Waits for the last, and holds that exactly these have come since this test began. */
    private void arrive(String... ids) {
        try (Reader reader = Reader.start(
                Way.SSE, List.of(installation.gateway().uri()), Subscription.to("webhooks.genuine.**"), journal)) {
            await("the last webhook")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> reader.journal().ids().contains(ids[ids.length - 1]));
        }
        assertThat(journal.ids()).containsExactly(ids);
    }

    private static URI address() {
        return installation.ingests().get(0).resolve("/webhooks/genuine");
    }

    private static long memory() {
        return installation.ingest(0).figures().residentBytes();
    }

    /** 200 MB of zeros, in some 200 KB. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[(int) MEGABYTE];
            for (int i = 0; i < 200; i++) {
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }
}
