package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for requests of every form. */
class PublishingRequestsTests extends PublishingRequests {

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
