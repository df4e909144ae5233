package io.fourways.dispatch.endpoint.header;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's headers as the table has them.
 *
 * @param sealed null when there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeptHeaders(byte @Nullable [] sealed, List<String> names) {

    static final KeptHeaders NONE = new KeptHeaders(null, List.of());

    @Override
    public String toString() {
        return "KeptHeaders" + names;
    }
}
