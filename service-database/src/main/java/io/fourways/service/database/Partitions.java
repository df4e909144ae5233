package io.fourways.service.database;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The days (UTC) of the tables that are partitioned by them. Any of several instances may create and drop them: they take
 * turns. Nothing waits long for a lock that those who write would have to queue behind: rather it fails, and
 * is to be tried again.
 */
public final class Partitions {

    /** Days that exist before they come, so that a database nobody can change for a while can still be written to. */
    public static final int DAYS_AHEAD = 3;

    private static final String TAKE_TURN = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('fourways.partitions'))";
    private static final String DO_NOT_QUEUE = "SET LOCAL lock_timeout = '300ms'";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Database database;
    private final Clock clock;
    private final List<String> tables;

    /** @param tables by their names, each partitioned by a column of time */
    public Partitions(Database database, Clock clock, List<String> tables) {
        this.database = database;
        this.clock = clock;
        this.tables = List.copyOf(tables);
    }

    /**
     * Makes sure of the partitions of yesterday, since clocks differ, of today, and of the days to come. Of the tables one
     * that fails keeps none of the others waiting.
     */
    public Mono<Void> create() {
        return Flux.fromIterable(tables).concatMapDelayError(this::create).then();
    }

    private Mono<Void> create(String table) {
        LocalDate today = LocalDate.now(clock);
        List<Partition> wanted = Stream.iterate(today.minusDays(1), day -> day.plusDays(1))
                .limit(DAYS_AHEAD + 2)
                .map(day -> new Partition(table, day))
                .toList();
        return database.inTransaction(client -> missing(client, table, wanted).collectList())
                .filter(missing -> !missing.isEmpty())
                .flatMap(some -> database.inTransaction(DEADLINE, client -> takeTurn(client)
                        .thenMany(missing(client, table, wanted))
                        .concatMap(partition -> run(client, partition.creation()))
                        .then()));
    }

    private static Flux<Partition> missing(DatabaseClient client, String table, List<Partition> wanted) {
        return existing(client, table).collectList().flatMapIterable(existing -> wanted.stream()
                .filter(day -> !existing.contains(day))
                .toList());
    }

    /** The table's partitions, the oldest first. */
    public Flux<Partition> of(String table) {
        return database.inTransaction(client -> existing(client, table).collectList())
                .flatMapIterable(partitions -> partitions);
    }

    private static Flux<Partition> existing(DatabaseClient client, String table) {
        return client.sql("""
                        SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = CAST(:table AS regclass) ORDER BY 1""")
                .bind("table", table)
                .map(row -> Partition.named(table, row.get(0, String.class)))
                .all();
    }

    /**
     * Drops a partition, unless it has a row that the condition holds for; nothing can be written to it meanwhile.
     *
     * @param keep an SQL condition on the table's columns; {@code false} to drop whatever it has
     * @return whether it was dropped; empty when another instance has done so meanwhile
     */
    public Mono<Boolean> drop(Partition partition, String keep) {
        return database.inTransaction(DEADLINE, client -> takeTurn(client)
                .then(existing(client, partition.table()).collectList())
                .filter(existing -> existing.contains(partition))
                .flatMap(present -> dropUnlessKept(client, partition, keep)));
    }

    /** Looks twice, since only the second look is certain and whoever wants the table must wait while it lasts. */
    private static Mono<Boolean> dropUnlessKept(DatabaseClient client, Partition partition, String keep) {
        Mono<Boolean> kept = isKept(client, partition, keep);
        return kept.flatMap(certainly ->
                        certainly ? Mono.just(true) : lock(client, partition).then(kept))
                .flatMap(stays -> stays
                        ? Mono.just(false)
                        : run(client, "DROP TABLE " + partition.name()).thenReturn(true));
    }

    /** The whole first, which a drop locks too, and then its part: in the order in which those who read or write do. */
    private static Mono<Void> lock(DatabaseClient client, Partition partition) {
        return run(client, "LOCK TABLE ONLY " + partition.table() + " IN ACCESS EXCLUSIVE MODE")
                .then(run(client, "LOCK TABLE " + partition.name() + " IN ACCESS EXCLUSIVE MODE"));
    }

    /** The first statement may wait for the other instances; those after it for nobody. */
    private static Mono<Void> takeTurn(DatabaseClient client) {
        return client.sql(TAKE_TURN).map(row -> true).one().then(run(client, DO_NOT_QUEUE));
    }

    private static Mono<Boolean> isKept(DatabaseClient client, Partition partition, String keep) {
        return client.sql("SELECT EXISTS (SELECT FROM " + partition.name() + " WHERE " + keep + ")")
                .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .one();
    }

    private static Mono<Void> run(DatabaseClient client, String statement) {
        return client.sql(statement).then();
    }
}
