package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.service.secrets.SealedSecrets;
import io.fourways.system.context.OneStart;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceivingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "hush";
    private static final KeyPair KEYS = Signatures.keyPair();
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final TestDatabase server = TestDatabase.mortal();
    private ConfigurableApplicationContext service;
    private int port;
    private WebTestClient client;

    @BeforeAll
    void start() {
        service = OneStart.of(new SpringApplicationBuilder(RunningIngest.class)
                .properties(
                        "spring.config.name=webhook-ingest",
                        "FOURWAYS_INGEST_ADDRESS=127.0.0.1",
                        "FOURWAYS_INGEST_PORT=0",
                        "management.endpoint.health.validate-group-membership=false",
                        "fourways.security.jwt-secret=0123456789abcdef0123456789abcdef",
                        "fourways.ingest.database.url=" + server.url(),
                        "fourways.ingest.secrets-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                        "fourways.ingest.sources-refresh=50ms",
                        "fourways.ingest.receiving.max-body-size=100KB",
                        "fourways.ingest.receiving.body-timeout=500ms",
                        "fourways.ingest.sources.repo.provider=github",
                        "fourways.ingest.sources.repo.secrets=" + SECRET,
                        "fourways.ingest.sources.repo.channel=code.{/repository}.{type}",
                        "fourways.ingest.sources.pay.provider=stripe",
                        "fourways.ingest.sources.pay.secrets=" + SECRET,
                        "fourways.ingest.sources.shop.provider=square",
                        "fourways.ingest.sources.shop.secrets=" + SECRET,
                        "fourways.ingest.sources.shop.public-url=https://hooks.example/in",
                        "fourways.ingest.sources.few.provider=github",
                        "fourways.ingest.sources.few.secrets=" + SECRET,
                        "fourways.ingest.sources.few.requests-per-second=1",
                        "fourways.ingest.sources.pairs.provider=standard",
                        "fourways.ingest.sources.pairs.secrets=" + Signatures.publicKey(KEYS),
                        "fourways.ingest.sources.social.provider=meta",
                        "fourways.ingest.sources.social.secrets=" + SECRET,
                        "fourways.ingest.sources.social.options.verify-token=token"));
        port = ((ReactiveWebServerApplicationContext) service).getWebServer().getPort();
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .build();
        awaitAccepting();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void awaitAccepting() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> push("repo", UUID.randomUUID().toString(), "{}")
                        .expectStatus()
                        .isOk()
                        .expectBody());
    }

    private WebTestClient.ResponseSpec push(String source, String id, String body) {
        return push(source, id, body, Signatures.github(SECRET, body.getBytes(StandardCharsets.UTF_8)));
    }

    private WebTestClient.ResponseSpec push(String source, String id, String body, String signature) {
        return client.post()
                .uri("/webhooks/" + source + "?a=%20b")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-GitHub-Delivery", id)
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", signature)
                .header("traceparent", PARENT)
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private WebTestClient.ResponseSpec pay(String body, String signature) {
        return client.post()
                .uri("/webhooks/pay")
                .header("Stripe-Signature", signature)
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private WebTestClient.ResponseSpec pair(String id, long now, String signature) {
        return client.post()
                .uri("/webhooks/pairs")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", ("v1a," + "A".repeat(86) + "== ").repeat(10) + signature)
                .bodyValue("{}")
                .exchange();
    }

    @Test
    void takesWhatIsGenuineAmidAFloodOfForgedKeyPairSignatures() {
        long now = Instant.now().getEpochSecond();
        CompletableFuture<List<Integer>> flood = Flux.range(0, 400)
                .flatMap(
                        i -> Mono.fromCallable(() -> pair("forged-pair-" + i, now, "")
                                        .expectBody()
                                        .returnResult()
                                        .getStatus()
                                        .value())
                                .subscribeOn(Schedulers.boundedElastic()),
                        16)
                .collectList()
                .toFuture();
        for (int i = 0; i < 20; i++) {
            String id = "amid-" + i;
            push("repo", id, "{}").expectStatus().isOk().expectBody();
            pair(id, now, Signatures.standard(KEYS, id, now, "{}"))
                    .expectStatus()
                    .isOk()
                    .expectBody();
        }
        assertThat(flood.join()).hasSize(400).containsOnly(401);
        assertThat(server.count("SELECT count(*) FROM inbox WHERE event_id LIKE 'amid-%'"))
                .isEqualTo(40);
    }

    @Test
    void verifiesASignedUrlWithAParameterThatIsCalledAsTokensAre() {
        String body = "{\"event_id\":\"signed-url\",\"type\":\"a\"}";
        String signed = "https://hooks.example/in?access_token=a%20b&c=d" + body;
        byte[] hash = HexFormat.of().parseHex(Signatures.hmac(SECRET, signed.getBytes(StandardCharsets.UTF_8)));
        client.post()
                .uri(URI.create("http://127.0.0.1:" + port + "/webhooks/shop?access_token=a%20b&c=d"))
                .contentType(MediaType.APPLICATION_JSON)
                .header("x-square-hmacsha256-signature", Base64.getEncoder().encodeToString(hash))
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(stored("signed-url")).isOne();
    }

    private static void hasProblem(WebTestClient.ResponseSpec response, int status, String type) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://fourways.io/problems/" + type);
    }

    private long stored(String id) {
        return server.count("SELECT count(*) FROM inbox WHERE event_id = '" + id + "'");
    }

    private void awaitRejected(String verdict, String cause, String bodyEnding) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.count("SELECT count(*) FROM rejected WHERE verdict = '" + verdict
                                + "' AND cause = '" + cause + "' AND convert_from(body, 'UTF8') LIKE '%" + bodyEnding
                                + "'"))
                        .isOne());
    }

    @Test
    void storesGenuineWebhookBeforeItAnswers() throws SQLException {
        String body = " {\"repository\": \"four.ways\",\n \"n\": 1.50} ";
        push("repo", "g-1", body)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("traceparent", PARENT)
                .expectBody()
                .isEmpty();
        try (Connection connection = server.connect();
                PreparedStatement select = connection.prepareStatement("SELECT * FROM inbox WHERE event_id = 'g-1'");
                ResultSet row = select.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("source")).isEqualTo("repo");
            assertThat(row.getString("type")).isEqualTo("github.push");
            assertThat(row.getString("channel")).isEqualTo("code.four_ways.push");
            assertThat(row.getString("content_type")).isEqualTo("application/json");
            assertThat(row.getString("traceparent")).isEqualTo(PARENT);
            assertThat(row.getString("headers")).contains("\"x-github-event\": [\"push\"]");
            assertThat(row.getBytes("data")).asString(StandardCharsets.UTF_8).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void beginsATraceWhereTheRequestHasNone(String sent) {
        String id = UUID.randomUUID().toString();
        String begun = client.post()
                .uri("/webhooks/repo")
                .header("X-GitHub-Delivery", id)
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", Signatures.github(SECRET, "{}".getBytes(StandardCharsets.UTF_8)))
                .headers(headers -> Optional.ofNullable(sent).ifPresent(value -> headers.set("traceparent", value)))
                .bodyValue("{}".getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst("traceparent");
        assertThat(begun).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(sent);
        assertThat(server.text("SELECT traceparent FROM inbox WHERE event_id = '" + id + "'"))
                .isEqualTo(begun);
        assertThat(service.getBean(MeterRegistry.class)
                        .get("fourways.ingest.receive")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void saysWhereInATraceAlsoWhatItRefuses() {
        push("repo", "refused", "{}", "sha256=00")
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("traceparent", PARENT)
                .expectBody();
        push("nobody", "refused", "{}")
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .valueEquals("traceparent", PARENT)
                .expectBody();
    }

    /** Answering it costs little, but it is a failure like others. */
    @Test
    void measuresWhatItRefusesAsAFailure() {
        push("repo", "refused", "{}", "sha256=00")
                .expectStatus()
                .isUnauthorized()
                .expectBody();
        MeterRegistry registry = service.getBean(MeterRegistry.class);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registry.get("fourways.ingest.receive")
                        .tag("error", "ProblemException")
                        .timer()
                        .count())
                .isPositive());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registry.get("http.server.requests")
                        .tags("status", "401", "exception", "ProblemException", "uri", "/webhooks/{source}")
                        .timer()
                        .count())
                .isPositive());
        assertThat(registry.find("fourways.ingest.receive.active").meter()).isNull();
    }

    @Test
    void answersDuplicateAlikeAndStoresItOnce() {
        push("repo", "twice", "{}").expectStatus().isOk().expectBody().isEmpty();
        push("repo", "twice", "{}").expectStatus().isOk().expectBody().isEmpty();
        assertThat(stored("twice")).isOne();
    }

    @Test
    void letsNoForgerUseUpAnId() {
        hasProblem(
                push("repo", "poisoned", "{}", Signatures.github("wrong", new byte[] {'{', '}'})),
                401,
                "webhook-untrusted");
        assertThat(stored("poisoned")).isZero();
        push("repo", "poisoned", "{}").expectStatus().isOk().expectBody();
        assertThat(stored("poisoned")).isOne();
    }

    @Test
    void keepsForgedAndStaleAndMalformedWithTheirCause() {
        hasProblem(push("repo", "f", "forged", "sha256=00"), 401, "webhook-untrusted");
        awaitRejected("forged", "signature-mismatch", "forged");
        String old = "{\"id\":\"evt_old\",\"type\":\"old\"}";
        hasProblem(
                pay(old, Signatures.stripe(SECRET, Instant.now().minusSeconds(3600), old)), 401, "webhook-untrusted");
        awaitRejected("stale", "timestamp-too-old", "\"old\"}");
        hasProblem(pay("malformed", "t=yesterday,v1=00"), 400, "malformed-webhook");
        awaitRejected("malformed", "timestamp-malformed", "malformed");
    }

    @Test
    void answersDistinctSourcesApart() {
        hasProblem(push("pay", "swapped", "{}"), 401, "webhook-untrusted");
        push("repo", "apart", "{}").expectStatus().isOk().expectBody();
        String body = "{\"id\":\"apart\",\"type\":\"paid\"}";
        pay(body, Signatures.stripe(SECRET, Instant.now(), body))
                .expectStatus()
                .isOk()
                .expectBody();
        assertThat(stored("apart")).isEqualTo(2);
    }

    @Test
    void knowsNoOtherSource() {
        hasProblem(push("nobody", "1", "{}"), 404, "unknown-source");
        hasProblem(client.get().uri("/webhooks/nobody").exchange(), 404, "unknown-source");
    }

    @Test
    void shakesHandsByGet() {
        client.get()
                .uri("/webhooks/social?hub.mode=subscribe&hub.verify_token=token&hub.challenge=1158201444")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("1158201444");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS", "PUT", "DELETE"})
    void takesNoOtherMethods(String method) {
        hasProblem(
                client.method(HttpMethod.valueOf(method)).uri("/webhooks/repo").exchange(), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "unheard-of"})
    void takesNothingEncoded(String encoding) {
        hasProblem(
                client.post()
                        .uri("/webhooks/repo")
                        .header("Content-Encoding", encoding)
                        .bodyValue(new byte[] {0x1f, (byte) 0x8b})
                        .exchange(),
                415,
                "unsupported-encoding");
    }

    @Test
    void takesBodyUpToItsLimit() {
        String most = "x".repeat(100 * 1024);
        push("repo", "most", most).expectStatus().isOk().expectBody();
        assertThat(server.count("SELECT length(data) FROM inbox WHERE event_id = 'most'"))
                .isEqualTo(100 * 1024);
        hasProblem(push("repo", "more", most + "x"), 413, "too-large");
        assertThat(stored("more")).isZero();
    }

    @Test
    void refusesBodyTooLargeBeforeItIsThere() throws IOException {
        assertThat(answerTo("POST /webhooks/repo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\nbegin"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void refusesEndlessBodyBeforeItEnds() throws IOException {
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        assertThat(answerTo("POST /webhooks/repo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(8)))
                .startsWith("HTTP/1.1 413");
        awaitNoBodiesInMemory();
    }

    @Test
    void closesOnBodyThatDoesNotCome() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write("POST /webhooks/repo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nslow"
                            .getBytes(StandardCharsets.US_ASCII));
            String untilClosed = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(untilClosed).startsWith("HTTP/1.1 408").contains("body-timeout");
        }
        awaitNoBodiesInMemory();
    }

    private void awaitNoBodiesInMemory() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesInMemory()).isZero());
    }

    /** What is in the query may be a secret, and the client's going no failure of ours. */
    @Test
    void countsASenderThatHangsUpAndLogsNothingOfIt(CapturedOutput output) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST /webhooks/repo?access_token=sesame HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
                                    + "half")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> bodiesInMemory() > 0);
        }
        MeterRegistry registry = service.getBean(MeterRegistry.class);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registry.get("fourways.ingest.refused")
                        .tags("verdict", "unreadable", "cause", "aborted")
                        .counter()
                        .count())
                .isPositive());
        push("repo", "after-hanging-up", "{}").expectStatus().isOk().expectBody();
        assertThat(output.getAll()).doesNotContain("sesame").doesNotContain("AbortedException");
    }

    private double bodiesInMemory() {
        return service.getBean(MeterRegistry.class)
                .get("fourways.ingest.bodies")
                .gauge()
                .value();
    }

    @Test
    void refusesHeadOfImmoderateSize() throws IOException {
        assertThat(answerTo("POST /webhooks/repo HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: " + "0".repeat(64_000)
                        + "\r\nContent-Length: 0\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(13|31) .*");
    }

    private String answerTo(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        }
    }

    @Test
    void limitsGenuineWebhooksOfSourceAndCountsNoForgedOnes() {
        for (int i = 0; i < 20; i++) {
            push("few", "forged-" + i, "{}", "sha256=00")
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody();
        }
        List<Integer> statuses = Flux.range(0, 20)
                .map(i -> push("few", "limit-" + i, "{}")
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .collectList()
                .block(PATIENCE);
        assertThat(statuses).contains(200, 429).containsOnly(200, 429);
        assertThat(server.count("SELECT count(*) FROM inbox WHERE event_id LIKE 'limit-%'"))
                .isEqualTo(statuses.stream().filter(status -> status == 200).count());
    }

    @Test
    void keepsNoCredentials() {
        push("repo", "before", "{}").expectBody();
        client.post()
                .uri("/webhooks/repo")
                .header("X-GitHub-Delivery", "credentials")
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", Signatures.github(SECRET, new byte[] {'1'}))
                .header("Authorization", "Bearer sesame")
                .header("Cookie", "session=sesame")
                .bodyValue(new byte[] {'1'})
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
        assertThat(stored("credentials")).isOne();
        assertThat(server.count("SELECT count(*) FROM inbox WHERE headers::text LIKE '%sesame%'"))
                .isZero();
    }

    @Test
    void takesIdThatNoEventMayHaveByItsHash() {
        push("repo", "x".repeat(3_000), "{}").expectStatus().isOk().expectBody();
        assertThat(server.count("SELECT count(*) FROM inbox WHERE length(event_id) = 64 AND event_id ~ '^[0-9a-f]+$'"))
                .isOne();
    }

    @Test
    void tellsSenderToComeAgainWhileTheDatabaseIsAwayAndTakesAllAfterwards() {
        server.kill();
        try {
            List<String> retries = IntStream.range(0, 20)
                    .mapToObj(i -> push("repo", "away-" + i, "{}")
                            .expectStatus()
                            .isEqualTo(503)
                            .expectHeader()
                            .valueEquals("Retry-After", "1")
                            .expectHeader()
                            .contentType("application/problem+json")
                            .expectBody(String.class)
                            .returnResult()
                            .getResponseBody())
                    .collect(Collectors.toList());
            assertThat(retries).allSatisfy(body -> assertThat(body).contains("inbox-unavailable"));
        } finally {
            server.restart();
        }
        awaitAccepting();
        for (int i = 0; i < 20; i++) {
            push("repo", "away-" + i, "{}").expectStatus().isOk().expectBody();
        }
        assertThat(server.count("SELECT count(*) FROM inbox WHERE event_id LIKE 'away-%'"))
                .isEqualTo(20);
    }

    @Test
    void learnsOfSourceThatAnotherInstanceManages() throws SQLException {
        byte[] sealed = service.getBean(SealedSecrets.class).seal("managed", List.of("its-own"));
        execute(
                "INSERT INTO source VALUES ('managed', 'github', 'managed.{type}', NULL, NULL, '{}', ?, NULL, now(), now())",
                sealed);
        String signature = Signatures.github("its-own", new byte[] {'{', '}'});
        await().atMost(PATIENCE).untilAsserted(() -> push("managed", "m-1", "{}", signature)
                .expectStatus()
                .isOk()
                .expectBody());
        execute(
                "UPDATE source SET sealed_secrets = ? WHERE name = 'managed'",
                service.getBean(SealedSecrets.class).seal("managed", List.of("changed")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> hasProblem(push("managed", "m-2", "{}", signature), 401, "webhook-untrusted"));
        execute("UPDATE source SET sealed_secrets = ? WHERE name = 'managed'", new byte[40]);
        await().atMost(PATIENCE)
                .untilAsserted(() -> hasProblem(push("managed", "m-3", "{}", signature), 503, "source-unusable"));
        execute("DELETE FROM source WHERE name = 'managed' AND sealed_secrets = ?", new byte[40]);
        await().atMost(PATIENCE)
                .untilAsserted(() -> hasProblem(push("managed", "m-4", "{}", signature), 404, "unknown-source"));
    }

    private void execute(String sql, byte[] parameter) throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, parameter);
            statement.execute();
        }
    }

    @Test
    void countsWhatCameOfWebhooks() {
        push("repo", "counted", "{}").expectStatus().isOk().expectBody();
        push("repo", "counted", "{}").expectStatus().isOk().expectBody();
        push("repo", "counted", "{}", "sha256=00")
                .expectStatus()
                .isUnauthorized()
                .expectBody();
        MeterRegistry registry = service.getBean(MeterRegistry.class);
        for (String verdict : List.of("accepted", "duplicate", "forged")) {
            assertThat(registry.get("fourways.ingest.webhooks")
                            .tags("source", "repo", "verdict", verdict)
                            .counter()
                            .count())
                    .as(verdict)
                    .isPositive();
            assertThat(registry.get("fourways.ingest.answer")
                            .tag("verdict", verdict)
                            .timer()
                            .count())
                    .as(verdict)
                    .isPositive();
        }
        awaitNoBodiesInMemory();
    }
}
