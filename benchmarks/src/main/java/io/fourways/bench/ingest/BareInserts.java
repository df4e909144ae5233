package io.fourways.bench.ingest;

import io.fourways.bench.round.Contender;
import io.fourways.bench.round.CpuClock;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import java.time.Duration;
import java.util.Map;

/**
 * Rows like an inbox's put by pgbench into a table with nothing but a primary key: what the database takes at most when
 * nobody asks what has been there before, and nothing is to be found again.
 *
 * @param database the database
 * @param clients  how many insert at once
 * @param rows     how many in a statement, which is a transaction
 */
record BareInserts(InboxDatabase database, int clients, int rows) implements Contender {

    private static final String TABLE = """
            CREATE TABLE bare (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, received_at timestamptz NOT NULL, source text NOT NULL,
              event_id text NOT NULL, type text NOT NULL, channel text NOT NULL, content_type text, headers text NOT NULL,
              data bytea NOT NULL)
            """;

    /** One insert in a transaction, by so many clients. */
    static BareInserts single(InboxDatabase database, int clients) {
        database.execute(TABLE);
        return new BareInserts(database, clients, 1);
    }

    /** The same with so many rows in a statement. */
    BareInserts batched(int batchClients, int batchRows) {
        return new BareInserts(database, batchClients, batchRows);
    }

    @Override
    public String name() {
        return rows == 1
                ? "bare inserts, one a transaction, " + clients + " clients"
                : "bare inserts, " + rows + " a transaction, " + clients + " clients";
    }

    @Override
    public Measurement measure(Duration length) throws InterruptedException {
        CpuClock clock = new CpuClock().with(Part.DATABASE, database.node().postmaster());
        Map<Part, Duration> before = clock.read();
        PgBench.Result result = new PgBench(database, clients, rows).run(length);
        return new Measurement(result.transactions() * rows, result.time(), clock.since(before), result.latencies());
    }
}
