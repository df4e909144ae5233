package io.fourways.dispatch.intake;

import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the work queue bound to exactly what apps have subscribed. Several instances take turns, each seeing what those
 * before it did: what is wanted when a turn begins is bound when it ends, and only what nobody wants then is unbound. What a
 * turn that fails has done is done again, which changes nothing; and what the queue may be bound to is written down before, so
 * that a turn that dies leaves nothing bound that is not known.
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
     * Takes two turns: one to write down what the queue is going to be bound to, one to bind it to that, and to unbind it from
     * what was written down and nobody wants.
     *
     * @param anew whether the broker may have lost what it was bound to
     * @return the version that it is bound to now, or a later one
     */
    Mono<Long> reconcile(boolean anew) {
        return turn(this::announce).delayUntil(version -> turn((client, wanted) -> reconcile(client, wanted, anew)));
    }

    private Mono<Long> turn(BiFunction<DatabaseClient, Subscriptions, Mono<Void>> work) {
        return database.inTransaction(DEADLINE, client -> BindingTable.takeTurn(client)
                .then(SubscriptionTable.current(client, Subscriptions.NONE))
                .flatMap(wanted -> work.apply(client, wanted).thenReturn(wanted.version())));
    }

    private Mono<Void> announce(DatabaseClient client, Subscriptions subscriptions) {
        return BindingTable.announce(client, patterns(subscriptions));
    }

    /** What is wanted and not written down yet has come since: the version tells, and it is bound in another turn. */
    private Mono<Void> reconcile(DatabaseClient client, Subscriptions subscriptions, boolean anew) {
        Set<String> wanted = patterns(subscriptions);
        return BindingTable.all(client).flatMap(known -> {
            Set<String> superfluous = new HashSet<>(known.keySet());
            superfluous.removeAll(wanted);
            Set<String> unbound = new HashSet<>(wanted);
            unbound.removeIf(pattern -> anew ? !known.containsKey(pattern) : known.getOrDefault(pattern, true));
            return onBroker(unbound, superfluous)
                    .then(BindingTable.bound(client, unbound, clock.instant()))
                    .then(BindingTable.remove(client, superfluous))
                    .then(Mono.fromRunnable(() -> count = wanted.size()));
        });
    }

    private static Set<String> patterns(Subscriptions subscriptions) {
        return subscriptions.patterns().stream().map(RoutingPattern::of).collect(Collectors.toSet());
    }

    private Mono<Void> onBroker(Set<String> bound, Set<String> unbound) {
        return bound.isEmpty() && unbound.isEmpty()
                ? Mono.empty()
                : Mono.<Void>fromRunnable(() -> broker.change(bound, unbound)).subscribeOn(Schedulers.boundedElastic());
    }

    int count() {
        return count;
    }
}
