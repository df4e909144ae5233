package io.fourways.dispatch.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is owed of a message to an endpoint, as it is shown.
 *
 * @param shown       the message, or the endpoint: whichever is asked for
 * @param nextAttempt when it is tried next; null when it is not, or not known when
 */
record DeliveryAnswer<T>(
        @JsonUnwrapped T shown,
        int status,
        String statusText,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant nextAttempt) {

    /** Of deliveries named {@code d}. */
    static final String COLUMNS = "d.state, d.leased, d.due_at";

    private static final int PENDING = 1;

    static <T> DeliveryAnswer<T> of(Readable row, T shown) {
        int state = Rows.required(row, "state", Integer.class);
        boolean leased = Rows.required(row, "leased", Boolean.class);
        Status status = Status.ofDelivery(state, leased);
        Instant next = state == PENDING && !leased ? Rows.time(row, "due_at") : null;
        return new DeliveryAnswer<>(shown, status.number(), status.text(), next);
    }
}
