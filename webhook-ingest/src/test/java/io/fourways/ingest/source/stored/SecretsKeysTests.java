package io.fourways.ingest.source.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.source.declared.SourcesProperties;
import io.fourways.ingest.source.declared.UnusableSourceException;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.secrets.SecretsKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What sources' secrets are sealed under, by what is configured. */
class SecretsKeysTests {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String OTHER = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final String OWN = "fourways.ingest.secrets-key=";
    private static final String PREVIOUS = "fourways.ingest.previous-secrets-keys=";
    private static final String TOKENS = "fourways.security.jwt-secret=";
    private static final String JWT_SECRET = TOKENS + "0123456789abcdef0123456789abcdef";

    private final ApplicationContextRunner service = new ApplicationContextRunner().withUserConfiguration(Keys.class);

    /** The bean as the service has it, without the database that its neighbours need. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SourcesProperties.class)
    static class Keys {

        @Bean
        @Conditional(StoredSourceConfiguration.KeyThere.class)
        SealedSecrets sealedSecrets(SourcesProperties properties, Environment environment) {
            return new StoredSourceConfiguration().sealedSecrets(properties, environment);
        }
    }

    private static byte[] sealedUnder(String key) {
        return new SealedSecrets(SecretsKey.of(key), List.of()).seal("s", List.of("hush"));
    }

    private void opens(byte[] sealed, boolean expected, String... properties) {
        service.withPropertyValues(properties).run(context -> assertThat(
                        context.getBean(SealedSecrets.class).open("s", sealed).isPresent())
                .as(Arrays.toString(properties))
                .isEqualTo(expected));
    }

    @Test
    void areTheConfiguredOneAndThoseBefore() {
        opens(sealedUnder(KEY), true, OWN + KEY);
        opens(sealedUnder(OTHER), false, OWN + KEY);
        opens(sealedUnder(OTHER), true, OWN + KEY, PREVIOUS + OTHER);
    }

    @Test
    void areDerivedFromTheTokensSecretWhereNoneIsConfiguredAndStillOpenThen() {
        service.withPropertyValues(JWT_SECRET).run(context -> {
            byte[] sealed = context.getBean(SealedSecrets.class).seal("s", List.of("hush"));
            opens(sealed, true, JWT_SECRET);
            opens(sealed, true, JWT_SECRET, OWN + KEY);
            opens(sealed, false, OWN + KEY);
            opens(sealed, false, TOKENS + "another-secret-of-tokens-32-bytes");
        });
        opens(sealedUnder(OTHER), true, JWT_SECRET, PREVIOUS + OTHER);
    }

    @Test
    void areNoneWithoutEither() {
        service.run(context -> assertThat(context).doesNotHaveBean(SealedSecrets.class));
        service.withPropertyValues(TOKENS).run(context -> assertThat(context).doesNotHaveBean(SealedSecrets.class));
    }

    @Test
    void areNamedWhenTheyAreNone() {
        service.withPropertyValues(OWN + "c2hvcnQ=").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(UnusableSourceException.class)
                .hasMessageContaining("fourways.ingest.secrets-key"));
        service.withPropertyValues(OWN + KEY, PREVIOUS + "c2hvcnQ=").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(UnusableSourceException.class)
                .hasMessageContaining("fourways.ingest.previous-secrets-keys"));
    }
}
