package io.fourways.dispatch.intake;

import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the work queue bound to exactly what apps have subscribed. Several instances take turns, each seeing what those
 * before it did: what is wanted when a turn begins is bound when it ends, and only what nobody wants then is unbound. What a
 * turn that fails has done is done again, which changes nothing.
 */
final class Bindings {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Database database;
    private final QueueBindings broker;
    private final Clock clock;
    private volatile int count;

    Bindings(Database database, QueueBindings broker, Clock clock) {
        this.database = database;
        this.broker = broker;
        this.clock = clock;
    }

    /** The version of what is subscribed; it changes with that. */
    Mono<Long> version() {
        return database.inTransaction(SubscriptionTable::version);
    }

    /**
     * Takes a turn.
     *
     * @param anew whether the broker may have lost what it was bound to
     * @return the version that it is bound to now, or a later one
     */
    Mono<Long> reconcile(boolean anew) {
        return database.inTransaction(DEADLINE, client -> BindingTable.takeTurn(client)
                .then(SubscriptionTable.current(client, Subscriptions.NONE))
                .flatMap(wanted -> reconcile(client, wanted, anew)));
    }

    private Mono<Long> reconcile(DatabaseClient client, Subscriptions subscriptions, boolean anew) {
        Set<String> wanted =
                subscriptions.patterns().stream().map(RoutingPattern::of).collect(Collectors.toSet());
        return BindingTable.all(client).flatMap(known -> {
            Set<String> missing = difference(wanted, known);
            Set<String> superfluous = difference(known, wanted);
            return onBroker(anew ? wanted : missing, superfluous)
                    .then(BindingTable.add(client, missing, clock.instant()))
                    .then(BindingTable.remove(client, superfluous))
                    .then(Mono.fromSupplier(() -> done(subscriptions, wanted)));
        });
    }

    private static Set<String> difference(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private Mono<Void> onBroker(Set<String> bound, Set<String> unbound) {
        return bound.isEmpty() && unbound.isEmpty()
                ? Mono.empty()
                : Mono.<Void>fromRunnable(() -> broker.change(bound, unbound)).subscribeOn(Schedulers.boundedElastic());
    }

    private long done(Subscriptions subscriptions, Set<String> wanted) {
        count = wanted.size();
        return subscriptions.version();
    }

    int count() {
        return count;
    }
}
