package io.fourways.gateway.policy;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses what is configured of channels and would be passed over: an option that there is not, and a pattern that is not written
 * in brackets, of which a dot would make something else.
 */
final class UnknownOptions {

    private static final String CHANNELS = "fourways.channels";

    private UnknownOptions() {}

    static void refuse(ConfigurableEnvironment environment) {
        refuseStars(environment);
        try {
            Binder.get(environment)
                    .bind(
                            CHANNELS,
                            Bindable.mapOf(String.class, ChannelOptions.class),
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
        } catch (BindException failure) {
            throw failure.getCause() instanceof UnboundConfigurationPropertiesException unknown
                    ? unusable(unknown)
                    : failure;
        }
    }

    /** A star outside brackets would be left out of the name, and so the policy be another channel's. */
    private static void refuseStars(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (String name : listed.getPropertyNames()) {
                    if (name.startsWith(CHANNELS + '.')
                            && !name.startsWith(CHANNELS + ".[")
                            && name.indexOf('*') >= 0) {
                        throw unusable(name.substring(CHANNELS.length() + 1));
                    }
                }
            }
        }
    }

    private static UnusablePolicyException unusable(UnboundConfigurationPropertiesException unknown) {
        return unusable(unknown.getUnboundProperties().stream()
                .map(property -> property.getName().toString().substring(CHANNELS.length()))
                .map(name -> name.startsWith(".") ? name.substring(1) : name)
                .collect(Collectors.joining(", ")));
    }

    private static UnusablePolicyException unusable(String names) {
        return new UnusablePolicyException(
                names,
                "is no option",
                "A pattern with a dot or a star is written in brackets: " + CHANNELS
                        + "[chat.**].linger. There are retention, "
                        + "linger, conflate, max-rate, lagging, ways and client-publish.");
    }
}
