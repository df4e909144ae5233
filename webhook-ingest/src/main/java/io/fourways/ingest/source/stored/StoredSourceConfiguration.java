package io.fourways.ingest.source.stored;

import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.Sources;
import io.fourways.ingest.source.declared.Declaration;
import io.fourways.ingest.source.declared.SourcesProperties;
import io.fourways.ingest.source.declared.UnusableSourceException;
import io.fourways.service.database.Database;
import io.fourways.service.secrets.DerivedKey;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.secrets.SecretsKey;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Wires the managed sources, below the declared ones. A key of one's own for their secrets is best, and the
 * {@linkplain DerivedKey derived} one does where there is none; where neither is, there is no {@link SealedSecrets}.
 */
@Configuration(proxyBeanMethods = false)
public class StoredSourceConfiguration {

    private static final String KEY = SourcesProperties.PREFIX + ".secrets-key";
    private static final String PREVIOUS_KEYS = SourcesProperties.PREFIX + ".previous-secrets-keys";

    @Bean
    @Conditional(KeyThere.class)
    SealedSecrets sealedSecrets(SourcesProperties properties, Environment environment) {
        String jwtSecret = environment.getProperty(DerivedKey.FROM);
        List<SecretsKey> derived = StringUtils.hasText(jwtSecret) ? List.of(DerivedKey.of(jwtSecret, KEY)) : List.of();
        String own = properties.secretsKey();
        List<SecretsKey> keys = new ArrayList<>(own == null ? derived : List.of(key(KEY, own)));
        properties.previousSecretsKeys().stream()
                .map(key -> key(PREVIOUS_KEYS, key))
                .forEach(keys::add);
        keys.addAll(own == null ? List.of() : derived);
        return new SealedSecrets(keys.get(0), keys.subList(1, keys.size()));
    }

    /** Whether there is a key, or what one can be derived from. */
    static final class KeyThere implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment environment = context.getEnvironment();
            return environment.containsProperty(KEY) || StringUtils.hasText(environment.getProperty(DerivedKey.FROM));
        }
    }

    private static SecretsKey key(String property, String base64) {
        try {
            return SecretsKey.of(base64);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableSourceException(
                    property,
                    String.valueOf(malformed.getMessage()),
                    "Use 32 random bytes in base64, such as `openssl rand -base64 32` gives.");
        }
    }

    @Bean
    StoredSources storedSources(
            @Qualifier("background") Database database,
            Providers providers,
            ObjectProvider<SealedSecrets> seal,
            SourcesProperties properties) {
        StoredSourceReader reader = new StoredSourceReader(providers.all(), seal.getIfAvailable());
        return new StoredSources(new SourceTable(database), reader, properties.sourcesRefresh());
    }

    @Bean
    HealthIndicator sourcesHealthIndicator(StoredSources stored) {
        return new SourcesHealth(stored);
    }

    @Bean
    Sources sources(StoredSources stored, Declaration declaration) {
        return new LayeredSources(declaration.sources(), stored);
    }
}
