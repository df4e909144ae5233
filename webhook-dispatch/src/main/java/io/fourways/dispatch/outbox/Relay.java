package io.fourways.dispatch.outbox;

import io.fourways.contract.Event;
import io.fourways.dispatch.outbox.OutboxTable.Row;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.EventTooLarge;
import io.fourways.service.relay.Relayed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Brings the next events onto the log: takes the turn, publishes, deletes what is confirmed, all in one transaction, so
 * that an instance that dies leaves the turn to the others. What it had published and not deleted is published again, the
 * same identity at the same place in the order.
 */
final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    /** The broker's confirm is waited for within the transaction. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Database database;
    private final EventPublisher publisher;
    private final OutboxProperties properties;
    private final OutboxMetrics metrics;

    Relay(Database database, EventPublisher publisher, OutboxProperties properties, OutboxMetrics metrics) {
        this.database = database;
        this.publisher = publisher;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** One batch. Never fails: what failed is in the outcome. */
    Mono<Relayed> relay() {
        return database.inTransaction(DEADLINE, client -> OutboxTable.takeTurn(client)
                        .flatMap(mine -> mine ? relay(client) : Mono.just(Relayed.NOTHING)))
                .onErrorResume(failure -> Mono.just(Relayed.failed(0, failure)))
                .doOnNext(metrics::relayed);
    }

    private Mono<Relayed> relay(DatabaseClient client) {
        return OutboxTable.next(
                        client, properties.batch(), properties.batchSize().toBytes())
                .flatMap(rows -> publish(client, rows));
    }

    private Mono<Relayed> publish(DatabaseClient client, List<Row> rows) {
        List<Event> confirmed = new ArrayList<>(rows.size());
        return publisher
                .publishInOrder(rows.stream().map(Row::event).toList())
                .doOnNext(confirmed::add)
                .then(Mono.fromSupplier(() -> Relayed.all(confirmed.size())))
                .onErrorResume(ProblemException.class, refused -> refused(client, rows, confirmed.size(), refused))
                .delayUntil(relayed -> OutboxTable.delete(client, rows.subList(0, confirmed.size())));
    }

    /** One that is too large goes at once, though others before it were lost along with it: they would be again. */
    private Mono<Relayed> refused(DatabaseClient client, List<Row> rows, int confirmed, ProblemException refusal) {
        List<Row> large = rows.stream()
                .filter(row -> refusal instanceof EventTooLarge it && it.event().equals(row.event()))
                .limit(1)
                .toList();
        if (large.isEmpty()) {
            return Mono.just(Relayed.failed(confirmed, refusal));
        }
        Event event = large.get(0).event();
        log.error(
                "Event {} of {} does not come onto the log: it is larger than the broker takes",
                event.id(),
                event.source());
        metrics.droppedOne();
        return OutboxTable.delete(client, large).thenReturn(Relayed.all(confirmed));
    }
}
