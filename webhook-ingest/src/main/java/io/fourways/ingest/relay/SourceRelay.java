package io.fourways.ingest.relay;

import io.fourways.contract.Event;
import io.fourways.contract.InvalidEventException;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.EventTooLarge;
import io.fourways.service.relay.Relayed;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings the next webhooks of one source onto the log: takes the source, publishes, marks what is confirmed, all in one
 * transaction, so that an instance that dies leaves the source to the others. What it had published and not marked is
 * published again, the same identity at the same place in the order.
 */
final class SourceRelay {

    private static final Logger log = LoggerFactory.getLogger(SourceRelay.class);

    /** The broker's confirm is waited for within the transaction. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Database database;
    private final EventPublisher publisher;
    private final RelayProperties properties;
    private final RelayMetrics metrics;
    private final ObservationRegistry observations;

    SourceRelay(
            Database database,
            EventPublisher publisher,
            RelayProperties properties,
            RelayMetrics metrics,
            ObservationRegistry observations) {
        this.database = database;
        this.publisher = publisher;
        this.properties = properties;
        this.metrics = metrics;
        this.observations = observations;
    }

    /** One batch. Never fails: what failed is in the outcome. */
    Mono<Relayed> relay(String source) {
        return database.inTransaction(DEADLINE, client -> Backlog.take(client, source)
                        .flatMap(taken -> taken ? relay(client, source) : Mono.just(Relayed.BUSY)))
                .doOnNext(metrics::relayed)
                .onErrorResume(failure -> {
                    metrics.failed(failure);
                    return Mono.just(Relayed.failed(0, failure));
                });
    }

    private Mono<Relayed> relay(DatabaseClient client, String source) {
        long size = properties.batchSize().toBytes();
        return Backlog.next(client, source, properties.batch(), size)
                .flatMap(webhooks -> setAsideInvalid(client, webhooks))
                .flatMap(outgoing -> publish(client, outgoing));
    }

    private Mono<List<Outgoing>> setAsideInvalid(DatabaseClient client, List<StoredWebhook> webhooks) {
        List<Outgoing> outgoing = new ArrayList<>(webhooks.size());
        List<Mono<Void>> aside = new ArrayList<>();
        for (StoredWebhook webhook : webhooks) {
            try {
                outgoing.add(new Outgoing(webhook, webhook.event()));
            } catch (InvalidEventException invalid) {
                aside.add(setAside(client, webhook, "invalid: " + invalid.getMessage()));
            }
        }
        return Flux.concat(aside).then(Mono.just(outgoing));
    }

    private Mono<Relayed> publish(DatabaseClient client, List<Outgoing> outgoing) {
        List<Event> events = outgoing.stream().map(Outgoing::event).toList();
        ObservedBatch batch = new ObservedBatch(events, observations);
        return publisher
                .publishInOrder(events)
                .doOnNext(event -> batch.confirm())
                .doOnError(batch::fail)
                .doOnCancel(batch::end)
                .then(Mono.fromSupplier(() -> Relayed.all(events.size())))
                .onErrorResume(ProblemException.class, refused -> refused(client, outgoing, batch.confirmed(), refused))
                .delayUntil(relayed -> Backlog.mark(client, webhooks(outgoing.subList(0, batch.confirmed()))));
    }

    /** One that is too large goes at once, though others before it were lost along with it: they would be again. */
    private Mono<Relayed> refused(
            DatabaseClient client, List<Outgoing> outgoing, int confirmed, ProblemException refusal) {
        return Flux.fromIterable(outgoing)
                .filter(one ->
                        refusal instanceof EventTooLarge large && large.event().equals(one.event()))
                .next()
                .flatMap(large -> setAside(client, large.webhook(), "too-large").thenReturn(Relayed.all(confirmed)))
                .defaultIfEmpty(Relayed.failed(confirmed, refusal));
    }

    private Mono<Void> setAside(DatabaseClient client, StoredWebhook webhook, String cause) {
        log.error(
                "Webhook {} of source {} is set aside, since it cannot be published: {}",
                webhook.eventId(),
                webhook.source(),
                cause);
        return Backlog.setAside(client, webhook, cause);
    }

    private static List<StoredWebhook> webhooks(List<Outgoing> outgoing) {
        return outgoing.stream().map(Outgoing::webhook).toList();
    }

    private record Outgoing(StoredWebhook webhook, Event event) {}
}
