package io.fourways.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.test.StepVerifier;

class SecurityStartTests {

    private static final String SECRET = "fourways.security.jwt-secret=a secret that is long enough for HS256";
    private static final String OPEN = "fourways.security.mode=open";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(
                    context -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
            .withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class));

    @Test
    void pinsTheDefaults() {
        runner.withPropertyValues(SECRET).run(context -> assertThat(context.getBean(SecurityProperties.class))
                .isEqualTo(new SecurityProperties(
                        SecurityProperties.Mode.JWT,
                        false,
                        List.of(),
                        "a secret that is long enough for HS256",
                        null,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        null,
                        null,
                        Duration.ZERO)));
    }

    @Test
    void tellsNobodyTheSecret() {
        runner.withPropertyValues(SECRET).run(context -> assertThat(
                        context.getBean(SecurityProperties.class).toString())
                .doesNotContain("long enough"));
    }

    @Test
    void needsTokensByDefault() {
        runner.withPropertyValues(SECRET).run(context -> StepVerifier.create(
                        context.getBean(Authenticator.class).authenticate(null))
                .verifyError(Unauthenticated.class));
    }

    @Test
    void refusesToStartWithoutAKeyAndNamesTheProperties() {
        assertThat(refusal("fourways.security.jwt-secret="))
                .contains("fourways.security.jwt-secret", "FOURWAYS_SECURITY_JWT_SECRET")
                .contains("fourways.security.jwks-url", "FOURWAYS_SECURITY_JWKS_URL");
    }

    @Test
    void refusesToStartWithAShortSecret() {
        assertThat(refusal("fourways.security.jwt-secret=0123456789012345678901234567890"))
                .contains("fourways.security.jwt-secret", "32 bytes")
                .doesNotContain("0123456789");
    }

    @Test
    void refusesToStartWithAKeySetThatIsNowhere() {
        assertThat(refusal("fourways.security.jwks-url=jwks.json")).contains("fourways.security.jwks-url");
        assertThat(refusal("fourways.security.jwks-url=//host/jwks.json")).contains("fourways.security.jwks-url");
        assertThat(refusal("fourways.security.jwks-url=file:/jwks.json")).contains("fourways.security.jwks-url");
    }

    @Test
    void refusesToBeOpenToOthers() {
        assertThat(refusal(OPEN)).contains("every address", "fourways.security.force-open");
        assertThat(refusal(OPEN, "server.address=0.0.0.0")).contains("0.0.0.0");
        assertThat(refusal(OPEN, "server.address=192.0.2.1")).contains("192.0.2.1");
    }

    @Test
    void isOpenOnLoopbackOrWhenForced() {
        assertOpen(OPEN, "server.address=127.0.0.1");
        assertOpen(OPEN, "server.address=::1");
        assertOpen(OPEN, "fourways.security.force-open=true");
    }

    private void assertOpen(String... properties) {
        runner.withPropertyValues(properties).run(context -> {
            Authenticator authenticator = context.getBean(Authenticator.class);
            StepVerifier.create(authenticator.authenticate(null))
                    .expectNext(Caller.ANYONE)
                    .verifyComplete();
            StepVerifier.create(authenticator.authenticate("any"))
                    .expectNext(Caller.ANYONE)
                    .verifyComplete();
        });
    }

    private String refusal(String... properties) {
        StringBuilder report = new StringBuilder();
        runner.withPropertyValues(properties).run(context -> {
            FailureAnalysis analysis = new UnusableSecurityAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            report.append(analysis.getDescription()).append(analysis.getAction());
        });
        return report.toString();
    }
}
