package io.fourways.gateway.policy;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Policies as they are configured. */
public final class Configured {

    private Configured() {}

    /** Those of properties below {@code fourways.channels}, such as {@code [chat.**].linger}, each followed by its value. */
    public static Policies policies(String... properties) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource(Map.of());
        for (int i = 0; i < properties.length; i += 2) {
            source.put("fourways.channels" + properties[i], properties[i + 1]);
        }
        return new Policies(new Binder(source)
                .bindOrCreate("fourways", ChannelProperties.class)
                .channels());
    }
}
