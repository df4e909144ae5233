package io.fourways.service.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Channel;
import io.fourways.service.access.Caller;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTests {

    private static final String SECRET = "a secret that is long enough for HS256";
    private static final Map<String, String> ENVIRONMENT = Map.of("FOURWAYS_SECURITY_JWT_SECRET", SECRET);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void mintsATokenThatServicesAccept() {
        int code = run(
                ENVIRONMENT,
                "--sub",
                "bob",
                "--subscribe",
                "a.**",
                "--publish",
                "b",
                "--admin",
                "--webhooks",
                "acme",
                "--ttl",
                "30m");
        assertThat(code).isZero();
        Caller caller = JwtAuthenticator.of(SECRET, null, null, null, Duration.ZERO)
                .authenticate(out.toString(StandardCharsets.UTF_8).strip())
                .block(Duration.ofSeconds(10));
        assertThat(caller).isNotNull();
        assertThat(caller.subject()).isEqualTo("bob");
        assertThat(caller.expires())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(29)),
                        Instant.now().plus(Duration.ofMinutes(30)));
        assertThat(caller.grants().mayPublish(new Channel("b"))).isTrue();
        assertThat(caller.grants().subscribe()).hasToString("[a.**]");
        assertThat(caller.grants().admin()).isTrue();
        assertThat(caller.grants().webhooks()).containsExactly("acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--sub",
                "--subscribe a..b",
                "--publish a.**.b",
                "--webhooks a/b",
                "--ttl tomorrow",
                "--ttl -5s",
                "--ttl 0",
                "--ttl 99999999999999999d",
                "stray"
            })
    void explainsItselfOnBadUsage(String arguments) {
        assertThat(run(ENVIRONMENT, arguments.split(" ", -1))).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: token");
    }

    @Test
    void needsASecretThatIsLongEnough() {
        assertThat(run(Map.of())).isEqualTo(1);
        assertThat(run(Map.of("FOURWAYS_SECURITY_JWT_SECRET", "short"))).isEqualTo(1);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("FOURWAYS_SECURITY_JWT_SECRET");
    }

    @Test
    void printsItsUsageWhenAsked() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--subscribe PATTERN");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return TokenCommand.run(environment, printing(out), printing(err), arguments);
    }

    private static PrintStream printing(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
