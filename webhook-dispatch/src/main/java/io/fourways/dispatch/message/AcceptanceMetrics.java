package io.fourways.dispatch.message;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What accepting messages is measured by.
 *
 * <ul>
 *   <li>{@code fourways.dispatch.accepted} (counter, by {@code status}): messages that were {@code stored}: how much work
 *       comes in? That were {@code repeated}: does somebody send everything twice, or has a broker or a dispatcher died
 *       and what it had not acknowledged come again? That were {@code unowned}: their app was deleted meanwhile.
 * </ul>
 */
final class AcceptanceMetrics {

    private final Map<Accepted.Status, Counter> accepted = new EnumMap<>(Accepted.Status.class);

    AcceptanceMetrics(MeterRegistry registry) {
        for (Accepted.Status status : Accepted.Status.values()) {
            accepted.put(
                    status,
                    Counter.builder("fourways.dispatch.accepted")
                            .description("Messages offered, by what became of them")
                            .tag("status", status.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void accepted(List<Accepted> messages) {
        messages.forEach(
                message -> requireNonNull(accepted.get(message.status())).increment());
    }
}
