package io.fourways.dispatch.secret;

import io.fourways.service.database.Database;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.secrets.SecretsKey;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires endpoints' secrets. Without a key to seal them under the service does not start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
public class SecretConfiguration {

    @Bean
    SealedSecrets sealedSecrets(SecretProperties properties) {
        String current = properties.secretsKey();
        if (!StringUtils.hasText(current)) {
            throw new UnusableSecretsKeyException("secrets-key", "is missing");
        }
        List<SecretsKey> previous = properties.previousSecretsKeys().stream()
                .filter(StringUtils::hasText)
                .map(key -> key("previous-secrets-keys", key))
                .toList();
        return new SealedSecrets(key("secrets-key", current), previous);
    }

    private static SecretsKey key(String property, String base64) {
        try {
            return SecretsKey.of(base64);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableSecretsKeyException(property, String.valueOf(malformed.getMessage()));
        }
    }

    @Bean
    Secrets secrets(@Qualifier("working") Database database, SealedSecrets seal, Clock clock) {
        return new Secrets(database, seal, clock);
    }

    @Bean
    RouterFunction<ServerResponse> publicKeyRoutes(Secrets secrets) {
        return PublicKeyRoutes.to(secrets);
    }
}
