package io.fourways.contract;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an event gets where its sender left something out. A supplier that returns null leaves it missing.
 *
 * @param id     when there is no {@code id}
 * @param source when there is no {@code source}
 * @param type   when there is no {@code type}
 * @param time   when there is no {@code time}; RFC 3339
 */
public record EventDefaults(
        Supplier<@Nullable String> id,
        Supplier<@Nullable String> source,
        Supplier<@Nullable String> type,
        Supplier<@Nullable String> time) {

    /** Fills in nothing. */
    public static final EventDefaults NONE = new EventDefaults(() -> null, () -> null, () -> null, () -> null);
}
