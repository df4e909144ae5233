package io.fourways.ingest.source;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of sources managed at run time. */
final class SourceTable {

    /** {@code xmin} is another one after every write to a row, whoever wrote and whatever their clock said. */
    private static final String FINGERPRINT =
            "SELECT coalesce(md5(string_agg(name || ' ' || xmin, ',' ORDER BY name)), '') AS fingerprint FROM source";

    private final DatabaseClient database;

    SourceTable(DatabaseClient database) {
        this.database = database;
    }

    /** Something that is different whenever the table is. */
    Mono<String> fingerprint() {
        return database.sql(FINGERPRINT).mapValue(String.class).one();
    }

    Mono<List<SourceRow>> all() {
        return database.sql("SELECT " + SourceRow.COLUMNS + " FROM source")
                .map(SourceRow::of)
                .all()
                .collectList();
    }
}
