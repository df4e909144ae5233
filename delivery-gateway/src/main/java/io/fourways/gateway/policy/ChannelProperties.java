package io.fourways.gateway.policy;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is particular to some channels.
 *
 * @param channels by pattern; of several that a channel matches the most specific counts, alone. By default none
 */
@ConfigurationProperties("fourways")
public record ChannelProperties(@DefaultValue Map<String, ChannelOptions> channels) {

    public ChannelProperties {
        channels = Map.copyOf(channels);
    }
}
