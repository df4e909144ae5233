package io.fourways.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.R2dbcBadGrammarException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GroupCommitTests {

    private static final Acceptance ACCEPTED = new Acceptance.Accepted();
    private static final Acceptance DUPLICATE = new Acceptance.Duplicate();

    private final Transactions transactions = new Transactions();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GroupCommit inbox = inbox(4, 1_000_000, Duration.ofSeconds(60), registry);

    /** Transactions that end when the test says so. */
    private static final class Transactions implements Insertion {

        private final List<List<InboxEvent>> begun = new ArrayList<>();
        private final List<Sinks.One<Set<Identity>>> ends = new ArrayList<>();

        @Override
        public Mono<Set<Identity>> insert(List<InboxEvent> events) {
            Sinks.One<Set<Identity>> end = Sinks.one();
            begun.add(events);
            ends.add(end);
            return end.asMono();
        }

        List<String> ids(int transaction) {
            return begun.get(transaction).stream().map(InboxEvent::eventId).toList();
        }

        void commit(int transaction) {
            ends.get(transaction)
                    .tryEmitValue(begun.get(transaction).stream()
                            .map(InboxEvent::identity)
                            .collect(Collectors.toSet()))
                    .orThrow();
        }

        void commitAsKnown(int transaction) {
            ends.get(transaction).tryEmitValue(Set.of()).orThrow();
        }

        void fail(int transaction) {
            ends.get(transaction)
                    .tryEmitError(new IllegalStateException("away"))
                    .orThrow();
        }
    }

    private GroupCommit inbox(int maxWaiting, int maxBytes, Duration maxWait, MeterRegistry registry) {
        InboxProperties limits =
                new InboxProperties(maxWaiting, DataSize.ofBytes(maxBytes), maxWait, 3, DataSize.ofKilobytes(1), 1);
        return new GroupCommit(transactions, limits, new InboxMetrics(registry));
    }

    private CompletableFuture<Acceptance> accept(String... ids) {
        List<InboxEvent> events = IntStream.range(0, ids.length)
                .mapToObj(i -> Events.of("shop", ids[i], new byte[0]))
                .toList();
        return inbox.accept(events).toFuture();
    }

    private void send(String... ids) {
        assertThat(accept(ids)).isNotDone();
    }

    private static void isUnavailable(CompletableFuture<Acceptance> answer, Acceptance.Cause cause) {
        assertThat(answer).isCompletedWithValue(new Acceptance.Unavailable(cause));
    }

    @Test
    void storesAtOnceWhileNothingIsBeingStored() {
        send("1");
        assertThat(transactions.ids(0)).containsExactly("1");
    }

    @Test
    void answersNobodyBeforeTheCommit() {
        CompletableFuture<Acceptance> answer = accept("1");
        assertThat(answer).isNotDone();
        transactions.commit(0);
        assertThat(answer).isCompletedWithValue(ACCEPTED);
    }

    @Test
    void storesTogetherWhatCameMeanwhileUpToABound() {
        send("1");
        CompletableFuture<Acceptance> second = accept("2");
        CompletableFuture<Acceptance> third = accept("3");
        CompletableFuture<Acceptance> fourth = accept("4");
        transactions.commit(0);
        assertThat(transactions.ids(1)).containsExactly("2", "3");
        transactions.commit(1);
        assertThat(second).isCompletedWithValue(ACCEPTED);
        assertThat(third).isCompletedWithValue(ACCEPTED);
        assertThat(fourth).isNotDone();
        assertThat(transactions.ids(2)).containsExactly("4");
    }

    @Test
    void storesOnceWhatCameTwiceInOneTransaction() {
        send("1");
        CompletableFuture<Acceptance> first = accept("2");
        CompletableFuture<Acceptance> again = accept("2");
        transactions.commit(0);
        assertThat(transactions.ids(1)).containsExactly("2");
        transactions.commit(1);
        assertThat(first).isCompletedWithValue(ACCEPTED);
        assertThat(again).isCompletedWithValue(DUPLICATE);
    }

    @Test
    void tellsDuplicateOfWhatWasStoredBefore() {
        CompletableFuture<Acceptance> answer = accept("1");
        transactions.commitAsKnown(0);
        assertThat(answer).isCompletedWithValue(DUPLICATE);
    }

    @Test
    void neverPartsTheEventsOfOneWebhook() {
        send("0");
        send("1", "2", "3", "4", "5", "6", "7", "8");
        transactions.commit(0);
        assertThat(transactions.ids(1)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void acceptsWebhookOfWhichSomethingIsNew() {
        send("0");
        CompletableFuture<Acceptance> one = accept("1");
        CompletableFuture<Acceptance> both = accept("1", "2");
        CompletableFuture<Acceptance> none = accept("2", "1");
        transactions.commit(0);
        transactions.commit(1);
        transactions.commitAsKnown(2);
        assertThat(one).isCompletedWithValue(ACCEPTED);
        assertThat(both).isCompletedWithValue(ACCEPTED);
        assertThat(none).isCompletedWithValue(DUPLICATE);
    }

    @Test
    void refusesEveryWebhookOfFailedTransactionAndGoesOn() {
        send("1");
        CompletableFuture<Acceptance> second = accept("2");
        CompletableFuture<Acceptance> third = accept("3");
        CompletableFuture<Acceptance> fourth = accept("4");
        transactions.commit(0);
        transactions.fail(1);
        isUnavailable(second, Acceptance.Cause.DATABASE);
        isUnavailable(third, Acceptance.Cause.DATABASE);
        transactions.commit(2);
        assertThat(fourth).isCompletedWithValue(ACCEPTED);
        assertThat(registry.get("fourways.ingest.inbox.refused")
                        .tag("cause", "database")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void refusesAtOnceWhatFindsNoPlaceAndTakesMoreOncePlacesAreFree() {
        List<CompletableFuture<Acceptance>> four = List.of(accept("1"), accept("2"), accept("3"), accept("4"));
        isUnavailable(accept("5"), Acceptance.Cause.OVERLOADED);
        assertThat(waiting()).isEqualTo(4);
        transactions.commit(0);
        transactions.commit(1);
        transactions.commit(2);
        assertThat(four).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(ACCEPTED));
        assertThat(waiting()).isZero();
        assertThat(accept("6")).isNotDone();
    }

    @Test
    void refusesAtOnceWhatFindsNoRoomForItsBytes() {
        GroupCommit small = inbox(100, 3_000, Duration.ofSeconds(60), new SimpleMeterRegistry());
        small.accept(List.of(Events.of("shop", "1", new byte[1_000]))).subscribe();
        isUnavailable(
                small.accept(List.of(Events.of("shop", "2", new byte[2_000]))).toFuture(), Acceptance.Cause.OVERLOADED);
        assertThat(small.accept(List.of(Events.of("shop", "3", new byte[100]))).toFuture())
                .isNotDone();
    }

    @Test
    void countsTheHeadersThatTheEventsOfAWebhookShareOnce() {
        GroupCommit small = inbox(100, 10_000, Duration.ofSeconds(60), new SimpleMeterRegistry());
        List<InboxEvent> parts = IntStream.range(0, 10)
                .mapToObj(part -> Events.withHeaders("shop", "part" + part, "h".repeat(4_000)))
                .toList();
        assertThat(small.accept(parts).toFuture()).isNotDone();
        isUnavailable(small.accept(parts).toFuture(), Acceptance.Cause.OVERLOADED);
    }

    @Test
    void leavesOutOfABatchStoredOneByOneWhatNobodyWaitsForAnyMore() {
        AtomicBoolean whole = new AtomicBoolean(true);
        List<String> stored = new ArrayList<>();
        List<Acceptance> answers = new ArrayList<>();
        List<Disposable> senders = new ArrayList<>();
        List<Waiting> webhooks = new ArrayList<>();
        for (String id : List.of("1", "2", "3")) {
            senders.add(Mono.<Acceptance>create(answer -> webhooks.add(new Waiting(List.of(Events.of(id)), answer)))
                    .subscribe(answers::add));
        }
        Insertion insertion = events -> {
            if (whole.getAndSet(false)) {
                senders.get(1).dispose();
                return Mono.error(new R2dbcBadGrammarException("no such date", "22008", 0, "INSERT"));
            }
            events.forEach(event -> stored.add(event.eventId()));
            return Mono.just(events.stream().map(InboxEvent::identity).collect(Collectors.toSet()));
        };
        new Batch(webhooks).storeBy(insertion).block(Duration.ofSeconds(30));
        assertThat(stored).containsExactly("1", "3");
        assertThat(answers).containsExactly(ACCEPTED, ACCEPTED);
    }

    @Test
    void refusesWhatHasWaitedTooLongAndDoesNotStoreItAnyMore() throws Exception {
        GroupCommit impatient = inbox(100, 1_000_000, Duration.ofMillis(20), new SimpleMeterRegistry());
        CompletableFuture<Acceptance> storing =
                impatient.accept(List.of(Events.of("1"))).toFuture();
        CompletableFuture<Acceptance> queued =
                impatient.accept(List.of(Events.of("2"))).toFuture();
        Acceptance late = new Acceptance.Unavailable(Acceptance.Cause.LATE);
        assertThat(storing.get(30, TimeUnit.SECONDS)).isEqualTo(late);
        assertThat(queued.get(30, TimeUnit.SECONDS)).isEqualTo(late);
        transactions.commit(0);
        assertThat(transactions.begun).hasSize(1);
    }

    private double waiting() {
        return registry.get("fourways.ingest.inbox.waiting").gauge().value();
    }
}
