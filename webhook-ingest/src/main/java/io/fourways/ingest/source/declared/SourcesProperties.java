package io.fourways.ingest.source.declared;

import io.fourways.ingest.source.ChannelTemplate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sources that configuration declares, and the key that keeps the others' secrets.
 *
 * @param sources             by name, none by default; one that is declared here hides a managed one of its name
 * @param secretsKey          32 bytes in base64, which the secrets of sources managed at run time are sealed under; none
 *                            by default, and then there can be no such sources
 * @param previousSecretsKeys earlier keys, none by default: what they sealed can still be opened
 * @param sourcesRefresh      how soon a source changed at run time is known to every instance, 2 seconds by default
 */
@Validated
@ConfigurationProperties("fourways.ingest")
public record SourcesProperties(
        @DefaultValue Map<String, Declared> sources,
        @Nullable String secretsKey,
        @DefaultValue List<String> previousSecretsKeys,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration sourcesRefresh) {

    public static final String PREFIX = "fourways.ingest";

    /**
     * One source.
     *
     * @param provider          the provider's name, such as {@code stripe}
     * @param secrets           in the provider's own notation, the newest first; at least one
     * @param channel           the channel template, {@value ChannelTemplate#DEFAULT} by default
     * @param publicUrl         what the provider was told to call, for providers that sign it
     * @param tolerance         how far a timestamp may be from now; the provider's own by default
     * @param options           what only some providers need, by the provider's name for it
     * @param requestsPerSecond how many genuine webhooks are taken each second; the service's limit by default
     */
    public record Declared(
            @Nullable String provider,
            @DefaultValue List<String> secrets,
            @DefaultValue(ChannelTemplate.DEFAULT) String channel,
            @Nullable URI publicUrl,
            @Nullable Duration tolerance,
            @DefaultValue Map<String, String> options,
            @Nullable Integer requestsPerSecond) {

        /** Keeps secrets out of logs. */
        @Override
        public String toString() {
            return "Declared[" + provider + ", " + secrets.size() + " secrets, " + channel + "]";
        }
    }

    /** Keeps keys out of logs. */
    @Override
    public String toString() {
        return "SourcesProperties[" + sources + "]";
    }
}
