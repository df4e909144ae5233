package io.fourways.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.database.RunningDatabase;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class InboxFaultIT {

    private static final TestDatabase ALONE = TestDatabase.mortal();

    private final TestDatabase server = ALONE.another();

    @Test
    void halfAcceptsNothingWhenTheDatabaseIsKilledUnderLoad() {
        try (RunningDatabase running = RunningDatabase.on(server, InboxIT.Parts.class)) {
            running.awaitReady();
            acceptsAllWhileTheDatabaseIsKilled(running.get(Inbox.class));
        }
        assertThat(server.count("SELECT count(*) FROM inbox")).isEqualTo(6_000);
        assertThat(server.count("SELECT count(*) FROM identity")).isEqualTo(6_000);
        assertThat(server.count(
                        "SELECT count(DISTINCT (source, event_id)) FROM inbox JOIN identity USING (source, event_id)"))
                .isEqualTo(6_000);
        assertThat(server.count("SELECT count(*) FROM (SELECT split_part(event_id, '-', 1) FROM inbox GROUP BY 1"
                        + " HAVING count(*) <> 3 OR count(DISTINCT xmin::text) <> 1) AS half"))
                .isZero();
    }

    private void acceptsAllWhileTheDatabaseIsKilled(Inbox inbox) {
        List<String> accepted = Collections.synchronizedList(new ArrayList<>());
        Mono<Void> senders = Flux.range(0, 2_000)
                .flatMap(
                        i -> untilAccepted(inbox, "w" + i)
                                .doOnNext(accepted::add)
                                .then(killAt(i)),
                        64)
                .then();
        StepVerifier.create(senders).expectComplete().verify(Duration.ofMinutes(3));
        assertThat(accepted).hasSize(2_000).doesNotHaveDuplicates();
    }

    /** As providers do: the same webhook of three events again, until it is answered well. */
    private static Mono<String> untilAccepted(Inbox inbox, String webhook) {
        InboxEvent[] events = IntStream.range(0, 3)
                .mapToObj(part -> Events.of("killed", webhook + "-" + part, new byte[200]))
                .toArray(InboxEvent[]::new);
        return Mono.defer(() -> inbox.accept(List.of(events)))
                .filter(answer -> !(answer instanceof Acceptance.Unavailable))
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(100)))
                .thenReturn(webhook);
    }

    private Mono<Void> killAt(int i) {
        if (i != 500 && i != 1_200) {
            return Mono.empty();
        }
        return Mono.<Void>fromRunnable(() -> {
                    server.kill();
                    server.restart();
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Test
    void refusesWithinBoundsWhileTheDatabaseDoesNotAnswerAndTakesAllAfterwards() {
        try (RunningDatabase running = RunningDatabase.on(server, InboxIT.Parts.class)) {
            running.awaitReady();
            Inbox inbox = running.get(Inbox.class);
            server.freeze();
            try {
                StepVerifier.create(Flux.range(0, 500)
                                .flatMap(i -> inbox.accept(List.of(Events.of("frozen" + i))), 500)
                                .all(Acceptance.Unavailable.class::isInstance))
                        .expectNext(true)
                        .expectComplete()
                        .verify(Duration.ofMinutes(1));
            } finally {
                server.thaw();
            }
            StepVerifier.create(Flux.range(0, 500).flatMap(i -> untilAccepted(inbox, "frozen" + i), 64))
                    .expectNextCount(500)
                    .expectComplete()
                    .verify(Duration.ofMinutes(1));
        }
        assertThat(server.count("SELECT count(*) FROM inbox WHERE source = 'killed'"))
                .isEqualTo(1_500);
        assertThat(server.count("SELECT count(*) FROM inbox")).isEqualTo(server.count("SELECT count(*) FROM identity"));
    }
}
