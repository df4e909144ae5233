package io.fourways.gateway.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages may use the gateway from a browser.
 *
 * @param allowedOrigins origins beside the gateway's own: {@code https://app.example.org}, a pattern such as
 *                       {@code https://*.example.org}, or {@code *} for all of them, which then get no credentials;
 *                       default none
 */
@ConfigurationProperties("fourways.gateway")
public record OriginProperties(@DefaultValue List<String> allowedOrigins) {

    public OriginProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
