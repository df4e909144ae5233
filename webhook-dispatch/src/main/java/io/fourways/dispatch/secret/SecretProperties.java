package io.fourways.dispatch.secret;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that keep endpoints' secrets and headers.
 *
 * @param secretsKey          32 bytes in base64, which they are sealed under; without one a key derived from
 *                            {@code fourways.security.jwt-secret}
 * @param previousSecretsKeys earlier keys, none by default: what they sealed can still be opened
 */
@ConfigurationProperties("fourways.dispatch")
record SecretProperties(
        @Nullable String secretsKey, @DefaultValue List<String> previousSecretsKeys) {

    /** Keeps keys out of logs. */
    @Override
    public String toString() {
        return "SecretProperties[" + previousSecretsKeys.size() + " previous keys]";
    }
}
