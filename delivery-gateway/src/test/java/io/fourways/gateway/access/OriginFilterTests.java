package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class OriginFilterTests {

    private static final String ADDRESS = "http://gateway.example/v1/events?channel=a";
    private static final List<String> ASKED_WITH = List.of(
            "Authorization",
            "Last-Event-ID",
            "If-None-Match",
            "Prefer",
            "Content-Type",
            "Cache-Control",
            "traceparent",
            "tracestate");
    private static final String APP = "https://app.example";

    private final AtomicBoolean passed = new AtomicBoolean();

    @Test
    void answersForeignOriginsWithAProblem() {
        MockServerWebExchange exchange = from("https://evil.example", MockServerHttpRequest.get(ADDRESS));
        StepVerifier.create(filter(exchange, APP))
                .expectErrorSatisfies(failure -> forbidden(failure, "forbidden-origin"))
                .verify();
        assertThat(passed).isFalse();
    }

    @Test
    void refusesForeignPreflights() {
        MockServerWebExchange exchange = from("https://evil.example", preflight("GET", "Authorization"));
        StepVerifier.create(filter(exchange, APP)).verifyError(ProblemException.class);
        assertThat(exchange.getResponse().getHeaders().getAccessControlAllowOrigin())
                .isNull();
    }

    @Test
    void letsAllowedOriginsReadTheAnswer() {
        HttpHeaders headers = answered(from(APP, MockServerHttpRequest.get(ADDRESS)), APP);
        assertThat(passed).isTrue();
        assertThat(headers.getAccessControlAllowOrigin()).isEqualTo(APP);
        assertThat(headers.getAccessControlAllowCredentials()).isTrue();
        assertThat(headers.getAccessControlExposeHeaders())
                .containsExactly("ETag", "Link", "Poll-After", "Preference-Applied", "Retry-After", "traceparent");
        assertThat(headers.getVary()).contains("Origin");
    }

    @Test
    void answersPreflightsItself() {
        MockServerWebExchange exchange = from(APP, preflight("GET", String.join(", ", ASKED_WITH)));
        HttpHeaders headers = answered(exchange, APP);
        assertThat(passed).isFalse();
        assertThat(headers.getAccessControlAllowOrigin()).isEqualTo(APP);
        assertThat(headers.getAccessControlAllowHeaders()).containsExactlyInAnyOrderElementsOf(ASKED_WITH);
        assertThat(headers.getAccessControlMaxAge()).isPositive();
        assertThat(headers.getVary()).contains("Origin");
    }

    @Test
    void refusesPreflightsForMore() {
        MockServerWebExchange exchange = from(APP, preflight("DELETE", "Authorization"));
        StepVerifier.create(filter(exchange, APP))
                .expectErrorSatisfies(failure -> assertThat(forbidden(failure, "forbidden-request")
                                .getBody()
                                .getDetail())
                        .contains("GET or HEAD", "Last-Event-ID, If-None-Match"))
                .verify();
        assertThat(passed).isFalse();
        assertThat(exchange.getResponse().getHeaders().getAccessControlAllowOrigin())
                .isNull();
    }

    @Test
    void givesNoCredentialsToEverybody() {
        HttpHeaders headers = answered(from(APP, MockServerHttpRequest.get(ADDRESS)), "*");
        assertThat(headers.getAccessControlAllowOrigin()).isEqualTo("*");
        assertThat(headers.getAccessControlAllowCredentials()).isFalse();
    }

    @Test
    void tellsCachesThatTheAnswerDependsOnTheOrigin() {
        HttpHeaders headers = answered(MockServerWebExchange.from(MockServerHttpRequest.get(ADDRESS)), APP);
        assertThat(passed).isTrue();
        assertThat(headers.getVary()).contains("Origin");
        assertThat(headers.getAccessControlAllowOrigin()).isNull();
    }

    @Test
    void leavesWebSocketsToTheirHandler() {
        MockServerWebExchange exchange =
                from("https://evil.example", MockServerHttpRequest.get(ADDRESS).header("Upgrade", "websocket"));
        answered(exchange, APP);
        assertThat(passed).isTrue();
    }

    private static ProblemException forbidden(Throwable failure, String type) {
        ProblemException problem = (ProblemException) failure;
        assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(problem.getBody().getType()).hasToString("https://fourways.io/problems/" + type);
        return problem;
    }

    private HttpHeaders answered(MockServerWebExchange exchange, String... allowed) {
        StepVerifier.create(filter(exchange, allowed)).verifyComplete();
        return exchange.getResponse().getHeaders();
    }

    private Mono<Void> filter(MockServerWebExchange exchange, String... allowed) {
        return new OriginFilter(
                        new Origins(new OriginProperties(List.of(allowed))),
                        new RefusalMetrics(new SimpleMeterRegistry()))
                .filter(exchange, next -> Mono.fromRunnable(() -> passed.set(true)));
    }

    private static BaseBuilder<?> preflight(String method, String headers) {
        return MockServerHttpRequest.options(ADDRESS)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", headers);
    }

    private static MockServerWebExchange from(String origin, BaseBuilder<?> request) {
        return MockServerWebExchange.from(
                request.header("Host", "gateway.example").header("Origin", origin));
    }
}
