package io.fourways.ingest.source.stored;

import io.fourways.service.database.Database;
import java.util.List;
import reactor.core.publisher.Mono;

/** The table of sources managed at run time. */
final class SourceTable {

    /** {@code xmin} is another one after every write to a row, whoever wrote and whatever their clock said. */
    private static final String FINGERPRINT =
            "SELECT coalesce(md5(string_agg(name || ' ' || xmin, ',' ORDER BY name)), '') AS fingerprint FROM source";

    private final Database database;

    SourceTable(Database database) {
        this.database = database;
    }

    /** Something that is different whenever the table is. */
    Mono<String> fingerprint() {
        return database.inTransaction(
                client -> client.sql(FINGERPRINT).mapValue(String.class).one());
    }

    Mono<List<SourceRow>> all() {
        return database.inTransaction(client -> client.sql("SELECT " + SourceRow.COLUMNS + " FROM source")
                .map(SourceRow::of)
                .all()
                .collectList());
    }
}
