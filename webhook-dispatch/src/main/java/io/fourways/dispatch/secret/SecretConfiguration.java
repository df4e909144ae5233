package io.fourways.dispatch.secret;

import io.fourways.service.database.Database;
import io.fourways.service.secrets.DerivedKey;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.secrets.SecretsKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Wires endpoints' secrets. Without a key to seal them under the service does not start; one of its own is best, and the
 * {@linkplain DerivedKey derived} one does where there is none.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
public class SecretConfiguration {

    private static final String PURPOSE = "fourways.dispatch.secrets-key";

    @Bean
    SealedSecrets sealedSecrets(SecretProperties properties, Environment environment) {
        List<SecretsKey> keys = new ArrayList<>();
        if (StringUtils.hasText(properties.secretsKey())) {
            keys.add(key("secrets-key", properties.secretsKey()));
        }
        properties.previousSecretsKeys().stream()
                .filter(StringUtils::hasText)
                .map(key -> key("previous-secrets-keys", key))
                .forEach(keys::add);
        String jwtSecret = environment.getProperty(DerivedKey.FROM);
        if (StringUtils.hasText(jwtSecret)) {
            SecretsKey derived = DerivedKey.of(jwtSecret, PURPOSE);
            keys.add(StringUtils.hasText(properties.secretsKey()) ? keys.size() : 0, derived);
        } else if (!StringUtils.hasText(properties.secretsKey())) {
            throw new UnusableSecretsKeyException("secrets-key", "is missing");
        }
        return new SealedSecrets(keys.get(0), keys.subList(1, keys.size()));
    }

    private static SecretsKey key(String property, String base64) {
        try {
            return SecretsKey.of(base64);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableSecretsKeyException(property, String.valueOf(malformed.getMessage()));
        }
    }

    @Bean
    Secrets secrets(
            @Qualifier("serving") Database serving,
            @Qualifier("working") Database working,
            SealedSecrets seal,
            Clock clock) {
        return new Secrets(serving, working, seal, clock);
    }
}
