package io.fourways.dispatch.retention;

import io.fourways.service.database.Database;
import io.fourways.service.database.Partition;
import io.fourways.service.database.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is kept of messages, and for how long; statistics longer. Safe to be applied by several instances at once, and to be
 * interrupted anywhere.
 */
final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private static final String PENDING = "state IN (1, 4)";
    private static final String ANYTHING = "false";

    /** What is forgotten. */
    private static final String EVERYTHING = "true";

    private static final String ENDED = "state <> 'running'";

    private static final String CREATED_AT = "created_at";

    /** So many that a day's worth goes in a minute, so few that a batch is over in a moment. */
    private static final int ROWS_AT_ONCE = 2_000;

    private static final String FORGET = """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM %1$s WHERE %2$s < :before AND %3$s ORDER BY %2$s LIMIT :limit FOR UPDATE SKIP LOCKED))
            """;

    private final Database database;
    private final Partitions partitions;
    private final RetentionProperties properties;
    private final Clock clock;

    Retention(Database database, Partitions partitions, RetentionProperties properties, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Makes the partitions of the days to come, and drops and forgets what is older than it need be. What fails keeps
     * nothing else of it from being done; then it fails with all that did.
     */
    Mono<Void> apply() {
        return Flux.concatDelayError(
                        partitions.create(),
                        dropDeliveries(),
                        dropMessages(),
                        drop("attempt", oldest(properties.messages())),
                        forget("message_identity", CREATED_AT, properties.deduplication()),
                        forget("idempotency", CREATED_AT, properties.idempotency()),
                        forget("endpoint_statistics", "day", properties.statistics()),
                        forget("task", "updated_at", ENDED, properties.messages()))
                .then();
    }

    private LocalDate oldest(Duration age) {
        return LocalDate.ofInstant(clock.instant().minus(age), ZoneOffset.UTC);
    }

    private Mono<Void> dropDeliveries() {
        LocalDate tooOld = oldest(properties.longest());
        return before("delivery", oldest(properties.messages()))
                .concatMapDelayError(day -> drop(day, day.day().isBefore(tooOld) ? ANYTHING : PENDING))
                .then();
    }

    /** A message stays for as long as its deliveries, which may need it. */
    private Mono<Void> dropMessages() {
        return partitions
                .of("delivery")
                .map(Partition::day)
                .collect(Collectors.toSet())
                .flatMap(this::dropMessagesWithout);
    }

    private Mono<Void> dropMessagesWithout(Set<LocalDate> deliveries) {
        return before("message", oldest(properties.messages()))
                .filter(day -> !deliveries.contains(day.day()))
                .concatMapDelayError(day -> drop(day, ANYTHING))
                .then();
    }

    private Mono<Void> drop(String table, LocalDate oldest) {
        return before(table, oldest)
                .concatMapDelayError(day -> drop(day, ANYTHING))
                .then();
    }

    private Flux<Partition> before(String table, LocalDate oldest) {
        return partitions.of(table).filter(partition -> partition.day().isBefore(oldest));
    }

    private Mono<Boolean> drop(Partition partition, String keep) {
        return partitions.drop(partition, keep).doOnNext(dropped -> {
            if (dropped) {
                log.info("Dropped {}: it is older than need be", partition.name());
            } else {
                log.debug("{} is older than need be, but holds what is not delivered yet", partition.name());
            }
        });
    }

    private Mono<Void> forget(String table, String time, Duration age) {
        return forget(table, time, EVERYTHING, age);
    }

    private Mono<Void> forget(String table, String time, String which, Duration age) {
        OffsetDateTime before = clock.instant().minus(age).atOffset(ZoneOffset.UTC);
        String statement = FORGET.formatted(table, time, which);
        return Flux.defer(() -> forget(statement, before))
                .repeat()
                .takeUntil(forgotten -> forgotten < ROWS_AT_ONCE)
                .then();
    }

    private Mono<Long> forget(String statement, OffsetDateTime before) {
        return database.inTransaction(client -> client.sql(statement)
                .bind("before", before)
                .bind("limit", ROWS_AT_ONCE)
                .fetch()
                .rowsUpdated());
    }
}
