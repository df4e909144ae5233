package io.fourways.gateway.websocket;

import io.fourways.gateway.log.Deflation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which events are sent compressed to those WebSockets whose client agrees to it, as browsers do. An event is compressed
 * once for all of them.
 *
 * @param enabled whether any are, true by default
 * @param from    how long an event's JSON must be, 256 bytes by default: little is to be gained of short ones
 * @param upTo    how long it may be, 256 KB by default: it takes an event loop's time
 */
@ConfigurationProperties("fourways.gateway.compression")
public record CompressionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("256B") DataSize from,
        @DefaultValue("256KB") DataSize upTo) {

    public CompressionProperties {
        if (from.isNegative() || from.compareTo(upTo) > 0 || upTo.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "fourways.gateway.compression: from must be neither negative nor above up-to, and that not above 16 MB");
        }
    }

    private static final DataSize MAX = DataSize.ofMegabytes(16);

    @Nullable
    Deflation deflation() {
        return enabled ? new Deflation((int) from.toBytes(), (int) upTo.toBytes()) : null;
    }
}
