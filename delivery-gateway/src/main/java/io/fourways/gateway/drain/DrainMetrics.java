package io.fourways.gateway.drain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What going away is measured by. Whom it has sent away is counted among those that have ended.
 *
 * <ul>
 *   <li>{@code fourways.gateway.draining} (gauge): 1 while this gateway goes away. Is a change in connections a roll-out?
 * </ul>
 */
public final class DrainMetrics implements MeterBinder {

    private final Drain drain;

    public DrainMetrics(Drain drain) {
        this.drain = drain;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("fourways.gateway.draining", drain, it -> it.isDraining() ? 1 : 0)
                .description("Whether this gateway goes away")
                .register(registry);
    }
}
