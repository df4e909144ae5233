package io.fourways.dispatch.message;

import io.fourways.contract.Event;
import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.message.AcceptanceStatement.Stored;
import io.fourways.dispatch.message.Identities.AppIdentity;
import io.fourways.dispatch.message.Identities.FirstMessage;
import io.fourways.dispatch.outbox.Outbox;
import io.fourways.service.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Accepts into the database, in one transaction. */
final class StoredAcceptance implements Acceptance {

    private final Database database;
    private final Outbox outbox;
    private final DueSignal due;
    private final Moments moments;
    private final AcceptanceMetrics metrics;

    StoredAcceptance(Database database, Outbox outbox, DueSignal due, Moments moments, AcceptanceMetrics metrics) {
        this.database = database;
        this.outbox = outbox;
        this.due = due;
        this.moments = moments;
        this.metrics = metrics;
    }

    @Override
    public Mono<List<Accepted>> accept(List<NewMessage> messages, Along along) {
        return messages.isEmpty() ? Mono.just(List.of()) : Mono.defer(() -> store(offer(messages), along));
    }

    /** Whoever offers later gets later times, whatever becomes of the transactions. */
    private List<Offered> offer(List<NewMessage> messages) {
        return messages.stream()
                .map(message -> {
                    Instant at = moments.next();
                    return new Offered(Ids.message(at), at, message);
                })
                .toList();
    }

    private Mono<List<Accepted>> store(List<Offered> offered, Along along) {
        return database.inTransaction(client -> AcceptanceStatement.run(client, offered)
                        .flatMap(stored -> outcome(client, offered, stored))
                        .delayUntil(outcome -> along.write(client, outcome.accepted())))
                .doOnNext(this::tell)
                .map(Outcome::accepted);
    }

    private Mono<Outcome> outcome(DatabaseClient client, List<Offered> offered, Stored stored) {
        List<Event> events = offered.stream()
                .filter(stored::contains)
                .flatMap(StoredAcceptance::event)
                .toList();
        List<AppIdentity> rest = offered.stream()
                .filter(one -> !stored.contains(one))
                .flatMap(one -> Stream.ofNullable(key(one)))
                .toList();
        return outbox.write(client, events)
                .then(Identities.find(client, rest))
                .map(known -> new Outcome(accepted(offered, stored, known), stored, !events.isEmpty()));
    }

    private static Stream<Event> event(Offered offered) {
        BiFunction<String, Instant, Event> event = offered.message().event();
        return event == null ? Stream.empty() : Stream.of(event.apply(offered.id(), offered.at()));
    }

    private static @Nullable AppIdentity key(Offered offered) {
        Identity identity = offered.message().identity();
        return identity == null ? null : AppIdentity.of(offered.message().appId(), identity);
    }

    private static List<Accepted> accepted(List<Offered> offered, Stored stored, Map<AppIdentity, FirstMessage> known) {
        return offered.stream()
                .map(one -> stored.contains(one)
                        ? new Accepted(one.id(), one.at(), Accepted.Status.STORED)
                        : notStored(one, known))
                .toList();
    }

    private static Accepted notStored(Offered offered, Map<AppIdentity, FirstMessage> known) {
        AppIdentity key = key(offered);
        FirstMessage first = key == null ? null : known.get(key);
        return first == null
                ? new Accepted(offered.id(), offered.at(), Accepted.Status.UNOWNED)
                : new Accepted(first.messageId(), first.at(), Accepted.Status.REPEATED);
    }

    private void tell(Outcome outcome) {
        metrics.accepted(outcome.accepted());
        if (!outcome.stored().endpoints().isEmpty()) {
            due.raise(outcome.stored().endpoints());
        }
        if (outcome.published()) {
            outbox.raise();
        }
    }

    private record Outcome(List<Accepted> accepted, Stored stored, boolean published) {}
}
