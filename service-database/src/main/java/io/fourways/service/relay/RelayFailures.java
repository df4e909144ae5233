package io.fourways.service.relay;

import io.fourways.service.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the batches that did not get through whole, by {@code cause}, which is the problem's type. */
public final class RelayFailures {

    private static final String UNEXPECTED = "unexpected";
    private static final List<String> CAUSES = List.of(
            "publisher-overloaded",
            "broker-unavailable",
            "publish-unconfirmed",
            "publish-rejected",
            "log-missing",
            UNEXPECTED);

    private final MeterRegistry registry;
    private final String name;

    /** @param name the counter's */
    public RelayFailures(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        CAUSES.forEach(this::of);
    }

    /** Registered from the start, so that an alert on its increase misses not even the first. */
    private Counter of(String cause) {
        return Counter.builder(name)
                .description("Batches that did not get through whole, by cause")
                .tag("cause", cause)
                .register(registry);
    }

    /** Counts one; nothing when it is null. */
    public void count(@Nullable Throwable failure) {
        if (failure != null) {
            of(cause(failure)).increment();
        }
    }

    private static String cause(Throwable failure) {
        URI type =
                failure instanceof ProblemException problem ? problem.getBody().getType() : null;
        return type == null ? UNEXPECTED : type.getPath().replaceAll(".*/", "");
    }
}
