package io.fourways.dispatch.database;

import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How much the database looks at for an answer: a database that nobody else reads from meanwhile. */
public final class RowsRead {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String OF_TABLES = "SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables";
    private static final String BY_INDEXES = "SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes";

    private RowsRead() {}

    /** Rows and entries of indexes that the work reads in a transaction. */
    public static long by(RunningDatabase running, TestDatabase server, Function<DatabaseClient, Mono<?>> work) {
        server.execute("SELECT pg_stat_force_next_flush()");
        long before = read(server);
        running.working()
                .inTransaction(PATIENCE, client -> work.apply(client)
                        .then(client.sql("SELECT 1 FROM pg_stat_force_next_flush()")
                                .map(row -> true)
                                .one()))
                .block(PATIENCE);
        return read(server) - before;
    }

    private static long read(TestDatabase server) {
        return server.count(OF_TABLES) + server.count(BY_INDEXES);
    }
}
