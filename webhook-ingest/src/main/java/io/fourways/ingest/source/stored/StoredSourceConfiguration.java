package io.fourways.ingest.source.stored;

import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.Sources;
import io.fourways.ingest.source.declared.Declaration;
import io.fourways.ingest.source.declared.SourcesProperties;
import io.fourways.ingest.source.declared.UnusableSourceException;
import io.fourways.service.database.Database;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.secrets.SecretsKey;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the managed sources, below the declared ones. Without a key for secrets there is no {@link SealedSecrets}. */
@Configuration(proxyBeanMethods = false)
public class StoredSourceConfiguration {

    private static final String KEY = SourcesProperties.PREFIX + ".secrets-key";
    private static final String PREVIOUS_KEYS = SourcesProperties.PREFIX + ".previous-secrets-keys";

    @Bean
    @ConditionalOnProperty(KEY)
    SealedSecrets sealedSecrets(SourcesProperties properties) {
        String current = properties.secretsKey() == null ? "" : properties.secretsKey();
        List<SecretsKey> previous = properties.previousSecretsKeys().stream()
                .map(key -> key(PREVIOUS_KEYS, key))
                .toList();
        return new SealedSecrets(key(KEY, current), previous);
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
