package io.fourways.dispatch.secret;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/** A secret as it is stored. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SealedSecret(String endpointId, byte[] sealed) {

    static SealedSecret of(Readable row) {
        return new SealedSecret(
                Objects.requireNonNull(row.get("endpoint_id", String.class)),
                Objects.requireNonNull(row.get("sealed", byte[].class)));
    }
}
