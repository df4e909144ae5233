package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** The keys of several rows as two arrays, for statements that take {@code $1} and {@code $2} of them. */
final class Keys {

    /** {@code k}, with the keys' order in {@code n}. */
    static final String TABLE =
            "unnest($1::text[]::timestamptz[], $2::bigint[]) WITH ORDINALITY AS k (received_at, id, n)";

    private Keys() {}

    static GenericExecuteSpec bind(GenericExecuteSpec statement, List<Position> positions) {
        return statement
                .bind(
                        0,
                        positions.stream()
                                .map(position -> position.receivedAt().toString())
                                .toArray(String[]::new))
                .bind(1, positions.stream().map(Position::id).toArray(Long[]::new));
    }
}
