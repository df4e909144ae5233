package io.fourways.ingest.retention;

import io.fourways.service.database.Database;
import io.fourways.service.database.Partition;
import io.fourways.service.database.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is kept of the inbox, and for how long. Safe to be applied by several instances at once, and to be interrupted
 * anywhere.
 */
final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** What the relay has set aside is not waited for: nobody could ever drop its day. */
    private static final String UNPUBLISHED = "published_at IS NULL AND unpublishable IS NULL";

    private static final String ANYTHING = "false";

    /** So many that a day's worth goes in a minute, so few that a batch is over in a moment. */
    private static final int IDENTITIES_AT_ONCE = 2_000;

    private static final String FORGET = """
            DELETE FROM identity WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM identity WHERE received_at < :before ORDER BY received_at LIMIT :limit FOR UPDATE SKIP LOCKED))
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
                        drop("inbox", properties.retention(), UNPUBLISHED),
                        drop("rejected", properties.rejectedRetention(), ANYTHING),
                        forget())
                .then();
    }

    private Mono<Void> drop(String table, Duration age, String keep) {
        LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(age), ZoneOffset.UTC);
        return partitions
                .of(table)
                .filter(partition -> partition.day().isBefore(oldest))
                .concatMapDelayError(partition -> drop(partition, keep))
                .then();
    }

    private Mono<Boolean> drop(Partition partition, String keep) {
        return partitions.drop(partition, keep).doOnNext(dropped -> {
            if (dropped) {
                log.info("Dropped {}: it is older than need be", partition.name());
            } else {
                log.warn("{} is older than need be, but holds what is not published yet", partition.name());
            }
        });
    }

    private Mono<Void> forget() {
        OffsetDateTime before =
                clock.instant().minus(properties.deduplication()).atOffset(ZoneOffset.UTC);
        return Flux.defer(() -> forget(before))
                .repeat()
                .takeUntil(forgotten -> forgotten < IDENTITIES_AT_ONCE)
                .then();
    }

    private Mono<Long> forget(OffsetDateTime before) {
        return database.inTransaction(client -> client.sql(FORGET)
                .bind("before", before)
                .bind("limit", IDENTITIES_AT_ONCE)
                .fetch()
                .rowsUpdated());
    }
}
