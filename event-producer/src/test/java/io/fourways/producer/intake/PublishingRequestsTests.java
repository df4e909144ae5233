package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        classes = RunningProducer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=event-producer",
            "server.address=127.0.0.1",
            "management.endpoint.health.validate-group-membership=false",
            "fourways.producer.max-event-size=1KB",
            "fourways.producer.max-batch-size=3",
            "fourways.producer.max-batch-bytes=8KB"
        })
class PublishingRequestsTests {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String OTHER_PARENT = "00-11111111111111111111111111111111-2222222222222222-01";

    @LocalServerPort
    private int port;

    @Autowired
    private RunningProducer.Log log;

    private WebTestClient client;

    @BeforeEach
    void connect() {
        client =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterEach
    void forget() {
        log.clear();
    }

    private WebTestClient.ResponseSpec post(String path, String contentType, String body, String... headers) {
        WebTestClient.RequestBodySpec request = client.post().uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.header("Content-Type", contentType)
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static String event(String id, String channel) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/shop\",\"type\":\"placed\",\"channel\":\""
                + channel + "\",\"data\":{\"b\":1.50,\"a\":\"\\u00e9\"}}";
    }

    private static void hasProblem(WebTestClient.ResponseSpec response, int status, String type) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://fourways.io/problems/" + type)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty();
    }

    private static void isInvalid(WebTestClient.ResponseSpec response, String member) {
        response.expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://fourways.io/problems/invalid-request")
                .jsonPath("$.member")
                .isEqualTo(member);
    }

    @Test
    void publishesStructuredEventTokenForToken() {
        post("/v1/events", STRUCTURED, event("1", "orders.eu"))
                .expectStatus()
                .isAccepted()
                .expectBody()
                .json("{\"id\":\"1\",\"source\":\"/shop\",\"channel\":\"orders.eu\"}");
        assertThat(log.only().data()).isInstanceOfSatisfying(EventData.Json.class, json -> assertThat(json.utf8())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"b\":1.50,\"a\":\"\\u00e9\"}"));
    }

    @Test
    void fillsInTimeWithMicrosecondsWhereMissing() {
        post("/v1/events", STRUCTURED + "; charset=utf-8", event("1", "orders.eu"))
                .expectStatus()
                .isAccepted()
                .expectBody();
        assertThat(log.only().time()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(Instant.parse(log.only().time())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void takesIdempotencyKeyAsIdWhereNoneIsGiven() {
        String anonymous = event("1", "orders.eu").replace("\"id\":\"1\",", "");
        post("/v1/events", STRUCTURED, anonymous, "Idempotency-Key", "key-1")
                .expectStatus()
                .isAccepted()
                .expectBody();
        post("/v1/events", STRUCTURED, event("1", "orders.eu"), "Idempotency-Key", "key-1")
                .expectBody();
        post("/v1/channels/orders.eu/events", "text/plain", "x", "Idempotency-Key", "\"key-2\"")
                .expectBody();
        assertThat(log.events()).extracting(Event::id).containsExactly("key-1", "1", "key-2");
    }

    @Test
    void dropsCursorThatCameAlong() {
        post("/v1/events", STRUCTURED, event("1", "a").replace("{\"spec", "{\"cursor\":\"c\",\"spec"))
                .expectStatus()
                .isAccepted()
                .expectBody();
        assertThat(log.only().attributes()).doesNotContainKey("cursor");
    }

    @Test
    void answersBatchItemByItemInOrder() {
        post("/v1/events", BATCH, "[" + event("1", "a") + ", {\"id\":\"2\"} ," + event("3", "orders.eu") + "]")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.results.length()")
                .isEqualTo(3)
                .jsonPath("$.results[0]")
                .isEqualTo(Map.of("id", "1", "status", 202))
                .jsonPath("$.results[1].id")
                .isEqualTo("2")
                .jsonPath("$.results[1].status")
                .isEqualTo(400)
                .jsonPath("$.results[1].problem.member")
                .isEqualTo("specversion")
                .jsonPath("$.results[2].status")
                .isEqualTo(202);
        assertThat(log.events()).extracting(Event::id).containsExactly("1", "3");
        assertThat(log.only().data()).isInstanceOfSatisfying(EventData.Json.class, json -> assertThat(json.utf8())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"b\":1.50,\"a\":\"\\u00e9\"}"));
    }

    @Test
    void answersEmptyBatch() {
        post("/v1/events", BATCH, "[]").expectStatus().isAccepted().expectBody().json("{\"results\":[]}");
    }

    @Test
    void refusesBatchItemOnItsOwn() {
        post("/v1/events", BATCH, "[" + event("1", "away.x") + "," + event("2", "a") + "]")
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(503)
                .jsonPath("$.results[0].problem.type")
                .isEqualTo("https://fourways.io/problems/broker-unavailable")
                .jsonPath("$.results[1].status")
                .isEqualTo(202);
    }

    @Test
    void refusesBatchOfWhichNothingCouldBePublished() {
        hasProblem(post("/v1/events", BATCH, "[" + event("1", "away.x") + "]"), 503, "broker-unavailable");
    }

    @Test
    void refusesBatchItemOutsideTheGrants() {
        post(
                        "/v1/events",
                        BATCH,
                        "[" + event("1", "secret") + "," + event("2", "orders.eu") + "]",
                        "Authorization",
                        "Bearer orders")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(403)
                .jsonPath("$.results[0].problem.channel")
                .isEqualTo("secret")
                .jsonPath("$.results[1].status")
                .isEqualTo(202);
    }

    @Test
    void refusesBatchThatIsNoArrayWithoutPublishingAny() {
        isInvalid(post("/v1/events", BATCH, "[" + event("1", "a") + ","), "body");
        isInvalid(post("/v1/events", BATCH, "{}"), "body");
        isInvalid(post("/v1/events", BATCH, "[] []"), "body");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void refusesBatchWithIdempotencyKey() {
        isInvalid(post("/v1/events", BATCH, "[]", "Idempotency-Key", "k"), "Idempotency-Key");
    }

    @Test
    void refusesBatchOfTooManyEvents() {
        String four =
                IntStream.range(0, 4).mapToObj(i -> event("" + i, "a")).collect(Collectors.joining(",", "[", "]"));
        hasProblem(post("/v1/events", BATCH, four), 413, "too-large");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void refusesTooLargeItemOfBatch() {
        String large = event("1", "a").replace("1.50", "\"" + "x".repeat(2000) + "\"");
        post("/v1/events", BATCH, "[" + large + "," + event("2", "a") + "]")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.results[0].id")
                .isEqualTo("1")
                .jsonPath("$.results[0].status")
                .isEqualTo(413)
                .jsonPath("$.results[1].status")
                .isEqualTo(202);
    }

    @Test
    void publishesBinaryModeWithDecodedHeaders() {
        post(
                        "/v1/events",
                        "text/plain",
                        "hello",
                        "ce-specversion",
                        "1.0",
                        "CE-ID",
                        "7",
                        "ce-source",
                        "/s",
                        "ce-type",
                        "t",
                        "ce-channel",
                        "a.b",
                        "ce-subject",
                        "\"Euro%20%E2%82%AC \\\"x\\\"\"")
                .expectStatus()
                .isAccepted()
                .expectBody();
        Event event = log.only();
        assertThat(event.id()).isEqualTo("7");
        assertThat(event.attributes()).containsEntry("subject", "Euro € \"x\"");
        assertThat(event.data()).isEqualTo(new EventData.Text("hello"));
        assertThat(event.dataContentType()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @CsvSource({"id,%4", "id,%zz", "id,%ff", "channel,a..b", "time,yesterday", "specversion,0.3", "datacontenttype,a/b"
    })
    void refusesBinaryModeNamingTheAttribute(String attribute, String value) {
        WebTestClient.RequestBodySpec request = client.post().uri("/v1/events");
        Map<String, String> attributes =
                new HashMap<>(Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t", "channel", "a"));
        attributes.put(attribute, value);
        attributes.forEach((name, text) -> request.header("ce-" + name, text));
        isInvalid(request.exchange(), attribute);
        assertThat(log.events()).isEmpty();
    }

    @Test
    void refusesMissingChannel() {
        isInvalid(post("/v1/events", STRUCTURED, event("1", "x").replace(",\"channel\":\"x\"", "")), "channel");
        isInvalid(
                post(
                        "/v1/events",
                        "text/plain",
                        "x",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "1",
                        "ce-source",
                        "/s",
                        "ce-type",
                        "t"),
                "channel");
    }

    @Test
    void fillsInEverythingOnTheShortestWay() {
        post("/v1/channels/chat.lobby/events", "application/json", " [1, 2] ")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.id")
                .isNotEmpty()
                .jsonPath("$.source")
                .isEqualTo("/channels/chat.lobby")
                .jsonPath("$.channel")
                .isEqualTo("chat.lobby");
        Event event = log.only();
        assertThat(event.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(event.type()).isEqualTo("event");
        assertThat(event.time()).isNotNull();
        assertThat(event.data()).isInstanceOf(EventData.Json.class);
    }

    @Test
    void letsHeadersOverrideWhatTheShortestWayFillsIn() {
        post(
                        "/v1/channels/a/events",
                        "text/plain",
                        "x",
                        "ce-id",
                        "1",
                        "ce-type",
                        "note",
                        "ce-source",
                        "/me",
                        "ce-channel",
                        "a")
                .expectBody();
        assertThat(log.only()).extracting(Event::id, Event::type, Event::source).containsExactly("1", "note", "/me");
    }

    @Test
    void refusesContradictoryChannels() {
        isInvalid(post("/v1/channels/a/events", "text/plain", "x", "ce-channel", "b"), "channel");
    }

    @Test
    void keepsBytesOfUnknownContentAndNothingOfNothing() {
        client.post()
                .uri("/v1/channels/a/events")
                .bodyValue(new byte[] {0, (byte) 0xff})
                .exchange()
                .expectBody();
        client.post()
                .uri("/v1/channels/a/events")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody();
        assertThat(log.only().data()).isInstanceOfSatisfying(EventData.Binary.class, data -> assertThat(data.bytes())
                .containsExactly(0, 0xff));
        assertThat(log.only().dataContentType()).isEqualTo("application/octet-stream");
        assertThat(log.events().get(1).data()).isNull();
        assertThat(log.events().get(1).dataContentType()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"specversion\":", "[]", "", "\"x\"", "{} {}"})
    void refusesMalformedBody(String body) {
        isInvalid(post("/v1/events", STRUCTURED, body), "body");
    }

    @Test
    void refusesJsonThatIsNone() {
        isInvalid(post("/v1/channels/a/events", "application/json", "{oops"), "data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/cloudevents+avro", "none/at;all"})
    void refusesUnknownForm(String contentType) {
        hasProblem(post("/v1/events", contentType, "x"), 415, "unsupported-media-type");
    }

    @Test
    void refusesAnEncodedBodyRatherThanKeepingItAsItIs() {
        for (String form : List.of(STRUCTURED, "text/plain")) {
            String path = form.equals(STRUCTURED) ? "/v1/events" : "/v1/channels/a/events";
            hasProblem(post(path, form, "x", "Content-Encoding", "gzip"), 415, "unsupported-content-coding");
        }
        assertThat(log.events()).isEmpty();
        post("/v1/channels/a/events", "text/plain", "x", "Content-Encoding", "identity")
                .expectStatus()
                .isAccepted()
                .expectBody();
    }

    @Test
    void refusesTooLargeBodyByItsLength() {
        hasProblem(post("/v1/channels/a/events", "text/plain", "x".repeat(1025)), 413, "too-large");
        post("/v1/channels/a/events", "text/plain", "x".repeat(1024))
                .expectStatus()
                .isAccepted()
                .expectBody();
    }

    @Test
    void refusesTooLargeBodyOfUnknownLengthWithoutWaitingForItsEnd() throws IOException {
        String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
        String head = "POST /v1/channels/a/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((head + chunk + chunk).getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void answersUnavailableWithTimeToRetry() {
        post("/v1/channels/away/events", "text/plain", "x")
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody();
    }

    @Test
    void tellsNothingOfFailuresNobodyForesaw() {
        post("/v1/channels/bug/events", "text/plain", "x")
                .expectStatus()
                .isEqualTo(500)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody(String.class)
                .value(body -> assertThat(body)
                        .contains("problems/internal-error")
                        .doesNotContain("secret", "Exception", "trace"));
    }

    @Test
    void refusesOtherMethodsAndPaths() {
        hasProblem(
                client.get().uri("/v1/events").exchange().expectHeader().valueEquals("Allow", "POST"),
                405,
                "method-not-allowed");
        hasProblem(client.delete().uri("/v1/channels/a/events").exchange(), 405, "method-not-allowed");
        hasProblem(client.get().uri("/nothing").exchange(), 404, "not-found");
        hasProblem(client.get().uri("/actuator/health").exchange(), 404, "not-found");
    }

    @Test
    void saysWhatItTakesToWhoAsks() {
        for (String path : List.of("/v1/events", "/v1/channels/a/events")) {
            client.options()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Allow", "POST,OPTIONS")
                    .expectBody()
                    .isEmpty();
        }
    }

    @Test
    void refusesChannelOutsideTheGrants() {
        hasProblem(
                post("/v1/channels/secret/events", "text/plain", "x", "Authorization", "Bearer orders"),
                403,
                "forbidden");
        post("/v1/channels/orders.eu/events", "text/plain", "x", "Authorization", "Bearer orders")
                .expectStatus()
                .isAccepted()
                .expectBody();
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void refusesInvalidToken() {
        hasProblem(
                post("/v1/channels/a/events", "text/plain", "x", "Authorization", "Bearer forged"),
                401,
                "unauthenticated");
    }

    @Test
    void ignoresTokenInCookie() {
        post("/v1/channels/a/events", "text/plain", "x", "Cookie", "fourways_token=forged")
                .expectStatus()
                .isAccepted()
                .expectBody();
    }

    @Test
    void carriesTraceThrough() {
        post("/v1/events", STRUCTURED, event("1", "a"), "traceparent", PARENT)
                .expectHeader()
                .valueEquals("traceparent", PARENT)
                .expectBody();
        assertThat(log.only().attributes()).containsEntry("traceparent", PARENT);
    }

    @Test
    void prefersTheEventsOwnTrace() {
        String traced = event("1", "a").replace("{\"spec", "{\"traceparent\":\"" + OTHER_PARENT + "\",\"spec");
        post("/v1/events", STRUCTURED, traced, "traceparent", PARENT)
                .expectHeader()
                .valueEquals("traceparent", OTHER_PARENT)
                .expectBody();
        assertThat(log.only().attributes()).containsEntry("traceparent", OTHER_PARENT);
    }

    @Test
    void carriesTraceThroughRefusalsAndIgnoresMalformedOnes() {
        post("/v1/events", STRUCTURED, "{}", "traceparent", PARENT)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .valueEquals("traceparent", PARENT)
                .expectBody();
        post("/v1/events", STRUCTURED, event("1", "a"), "traceparent", "nonsense")
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .doesNotExist("traceparent")
                .expectBody();
        assertThat(log.only().attributes()).doesNotContainKey("traceparent");
    }
}
