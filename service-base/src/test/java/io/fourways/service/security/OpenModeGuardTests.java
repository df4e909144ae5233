package io.fourways.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.problem.ProblemException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class OpenModeGuardTests {

    private static final String OPEN = "fourways.security.mode=open";
    private static final String LOOPBACK = "server.address=127.0.0.1";
    private static final String KEY = "fourways.security.jwt-secret=a secret that is long enough for HS256";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(
                    context -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
            .withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class))
            .withPropertyValues(OPEN, LOOPBACK);

    @Test
    void letsProgramsThatAreNoBrowsersPass() {
        assertThat(answer(runner, post("localhost:8081"))).isEqualTo("passed");
        assertThat(answer(runner, post("127.0.0.1:8081"))).isEqualTo("passed");
        assertThat(answer(runner, MockServerHttpRequest.post("/v1/events"))).isEqualTo("passed");
    }

    @Test
    void letsPagesOfItsOwnOriginPass() {
        assertThat(answer(runner, post("localhost:8081").header("Origin", "http://localhost:8081")))
                .isEqualTo("passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:8081"})
    void refusesPagesOfOtherOrigins(String origin) {
        assertThat(answer(runner, post("localhost:8081").header("Origin", origin)))
                .isEqualTo("403 forbidden-origin");
    }

    @Test
    void refusesPagesWhoseNameWasMadeToPointHere() {
        assertThat(answer(runner, post("evil.example:8081").header("Origin", "http://evil.example:8081")))
                .isEqualTo("421 misdirected");
        assertThat(answer(runner, post("evil.example:8081"))).isEqualTo("421 misdirected");
    }

    @Test
    void refusesARequestThatNamesTwoHosts() {
        assertThat(answer(runner, post("localhost:8081").header("Host", "evil.example")))
                .isEqualTo("421 misdirected");
    }

    @Test
    void knowsTheHostsThatAreConfigured() {
        ApplicationContextRunner named =
                runner.withPropertyValues("fourways.security.allowed-hosts=gateway,fourways.example");
        assertThat(answer(named, post("gateway:8081"))).isEqualTo("passed");
        assertThat(answer(named, post("fourways.example"))).isEqualTo("passed");
        assertThat(answer(named, post("other.example"))).isEqualTo("421 misdirected");
        assertThat(answer(runner.withPropertyValues("fourways.security.allowed-hosts=*"), post("other.example")))
                .isEqualTo("passed");
        assertThat(answer(runner.withPropertyValues("fourways.security.allowed-hosts="), post("other.example")))
                .isEqualTo("421 misdirected");
    }

    @Test
    void guardsAlsoWhatIsForcedOpen() {
        ApplicationContextRunner forced =
                runner.withPropertyValues("server.address=0.0.0.0", "fourways.security.force-open=true");
        assertThat(answer(forced, post("evil.example"))).isEqualTo("421 misdirected");
    }

    @Test
    void leavesTheServiceWhatTheServiceSeesTo() {
        ApplicationContextRunner ingest =
                runner.withBean(OpenSurface.class, () -> OpenSurface.everythingBut("/webhooks/"));
        assertThat(answer(ingest, MockServerHttpRequest.post("/webhooks/a").header("Host", "tunnel.example")))
                .isEqualTo("passed");
        assertThat(answer(ingest, MockServerHttpRequest.get("/v1/sources").header("Host", "tunnel.example")))
                .isEqualTo("421 misdirected");

        ApplicationContextRunner gateway = runner.withBean(OpenSurface.class, OpenSurface::judgingOrigins);
        assertThat(answer(gateway, post("localhost").header("Origin", "https://app.example")))
                .isEqualTo("passed");
        assertThat(answer(gateway, post("evil.example"))).isEqualTo("421 misdirected");
    }

    @Test
    void isNotThereWhereTokensAre() {
        ApplicationContextRunner jwt = runner.withPropertyValues("fourways.security.mode=jwt", KEY);
        assertThat(answer(jwt, post("gateway.example").header("Origin", "https://app.example")))
                .isEqualTo("passed");
    }

    private static MockServerHttpRequest.BodyBuilder post(String host) {
        return MockServerHttpRequest.post("/v1/events").header("Host", host);
    }

    private static String answer(ApplicationContextRunner runner, MockServerHttpRequest.BaseBuilder<?> request) {
        StringBuilder answer = new StringBuilder();
        runner.run(context -> answer.append(answer(context.getBean(WebFilter.class), request)));
        return answer.toString();
    }

    private static String answer(WebFilter filter, MockServerHttpRequest.BaseBuilder<?> request) {
        AtomicBoolean passed = new AtomicBoolean();
        StringBuilder answer = new StringBuilder();
        Mono<Void> filtered = filter.filter(
                MockServerWebExchange.from(request), exchange -> Mono.fromRunnable(() -> passed.set(true)));
        StepVerifier.create(filtered.onErrorResume(ProblemException.class, problem -> {
                    String type = String.valueOf(problem.getBody().getType());
                    answer.append(problem.getStatusCode().value())
                            .append(' ')
                            .append(type.substring(type.lastIndexOf('/') + 1));
                    return Mono.empty();
                }))
                .verifyComplete();
        return passed.get() ? "passed" : answer.toString();
    }
}
