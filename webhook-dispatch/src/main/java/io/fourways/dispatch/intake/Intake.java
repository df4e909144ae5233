package io.fourways.dispatch.intake;

import static java.util.Objects.requireNonNull;

import io.fourways.dispatch.intake.Reading.Poison;
import io.fourways.dispatch.message.Acceptance;
import io.fourways.dispatch.message.NewMessage;
import io.fourways.service.database.Database;
import io.fourways.service.database.DatabaseUnavailable;
import io.fourways.service.trace.EventSpans;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Makes messages of a batch of events, in as few transactions as their number takes: what many apps have subscribed to is as
 * many messages. Only what an event itself is to blame for makes it poison: all else is to be tried again, with the same batch,
 * as often as it takes, of which nothing is stored twice. For one thread, which it blocks.
 */
final class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** SQLSTATE classes of values that the database cannot hold, and of rows that are too large for it. */
    private static final Set<String> EVENTS_FAULT = Set.of("22", "54");

    /** Messages in a transaction: what it takes is far from its deadline, unless each is owed to very many endpoints. */
    private static final int MOST_AT_ONCE = 1_000;

    /** By how much they become more again with each batch that is stored. */
    private static final int MORE = 50;

    private final Database database;
    private final Acceptance acceptance;
    private final IntakeMetrics metrics;
    private final EventSpans spans;
    private Subscriptions subscriptions = Subscriptions.NONE;
    private int atOnce = MOST_AT_ONCE;

    Intake(Database database, Acceptance acceptance, IntakeMetrics metrics, EventSpans spans) {
        this.database = database;
        this.acceptance = acceptance;
        this.metrics = metrics;
        this.spans = spans;
    }

    /**
     * Returns when all is stored, with those that will never be.
     *
     * @throws RuntimeException when it is not known to be stored
     */
    List<Poison> accept(List<Incoming> batch) {
        subscriptions =
                requireNonNull(database.inTransaction(client -> SubscriptionTable.current(client, subscriptions))
                        .block());
        List<Reading> readings =
                batch.stream().map(incoming -> Reading.of(incoming, spans)).toList();
        List<Poison> poison = new ArrayList<>();
        readings.stream()
                .filter(Poison.class::isInstance)
                .map(Poison.class::cast)
                .forEach(poison::add);
        storeAll(readings, poison);
        metrics.taken(batch.size() - poison.size(), poison.size());
        return poison;
    }

    private void storeAll(List<Reading> readings, List<Poison> poison) {
        try {
            store(readings, poison);
        } catch (RuntimeException failure) {
            readings.forEach(reading -> reading.failed(failure.getClass().getSimpleName()));
            throw failure;
        }
        readings.forEach(Reading::stored);
    }

    private void store(List<Reading> readings, List<Poison> poison) {
        List<NewMessage> messages = readings.stream()
                .flatMap(reading -> reading.messages(subscriptions).stream())
                .toList();
        try {
            store(messages);
        } catch (RuntimeException failure) {
            String state = eventsFault(failure);
            if (state == null) {
                throw failure;
            }
            isolate(readings, poison, state);
        }
    }

    /** In their order. One transaction that takes too long would take as long the next time: then fewer are stored in one. */
    private void store(List<NewMessage> messages) {
        try {
            for (int first = 0; first < messages.size(); first += atOnce) {
                List<NewMessage> some = messages.subList(first, Math.min(messages.size(), first + atOnce));
                acceptance.accept(some).block();
            }
            atOnce = Math.min(MOST_AT_ONCE, atOnce + MORE);
        } catch (DatabaseUnavailable late) {
            atOnce = Math.max(1, atOnce / 2);
            throw late;
        }
    }

    /** One that the database cannot hold must not keep the others out again and again. */
    private void isolate(List<Reading> readings, List<Poison> poison, String state) {
        if (readings.size() == 1) {
            poison.add(readings.get(0).poisonedBy("the database cannot hold it: SQLSTATE " + state));
            return;
        }
        log.warn("{} events are stored one by one: one of them cannot be", readings.size());
        readings.forEach(reading -> store(List.of(reading), poison));
    }

    private static @Nullable String eventsFault(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused && failure instanceof DataAccessException) {
                String state = refused.getSqlState();
                return state != null && state.length() == 5 && EVENTS_FAULT.contains(state.substring(0, 2))
                        ? state
                        : null;
            }
        }
        return null;
    }
}
