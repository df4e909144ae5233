package io.fourways.dispatch.outbox;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is in the outbox.
 *
 * @param since when the first of it was written; null when there is nothing
 */
record Waiting(long count, @Nullable OffsetDateTime since) {

    static final Waiting NOTHING = new Waiting(0, null);
}
