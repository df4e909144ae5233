package io.fourways.dispatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.EventTooLarge;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class OutboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TheLog LOG = new TheLog();
    private static final TestDatabase ALONE = TestDatabase.mortal();

    private final TestDatabase server = ALONE.another();
    private final List<RunningDatabase> instances = new ArrayList<>();

    private RunningDatabase instance() {
        RunningDatabase instance = RunningDatabase.on(
                server.url(),
                Clock.systemUTC(),
                List.of("fourways.dispatch.outbox.batch=10", "fourways.dispatch.outbox.longest-delay=200ms"),
                Parts.class,
                OutboxConfiguration.class);
        instances.add(instance);
        instance.awaitReady();
        return instance;
    }

    @AfterEach
    void stop() {
        LOG.chance = 0;
        instances.forEach(RunningDatabase::close);
        LOG.clear();
    }

    @Test
    void publishesInOrderWhatIsCommittedAndForgetsIt() {
        RunningDatabase instance = instance();
        write(instance, 1, 35);
        awaitEmpty();
        assertThat(LOG.distinctIds()).isEqualTo(ids(1, 35));
    }

    @Test
    void publishesNothingOfATransactionThatIsRolledBack() {
        RunningDatabase instance = instance();
        Mono<Void> rolledBack = instance.working().inTransaction(client -> instance.get(Outbox.class)
                .write(client, List.of(event(1)))
                .then(Mono.error(new IllegalStateException("no"))));
        assertThat(rolledBack.materialize().block(PATIENCE).isOnError()).isTrue();
        write(instance, 2, 2);
        awaitEmpty();
        assertThat(LOG.distinctIds()).isEqualTo(ids(2, 2));
    }

    @Test
    void keepsTheOrderOverFailuresAndInstancesThatGo() {
        LOG.chance = 0.2;
        RunningDatabase first = instance();
        RunningDatabase second = instance();
        write(first, 1, 60);
        await(() -> assertThat(LOG.distinctIds()).isNotEmpty());
        first.close();
        write(second, 61, 120);
        awaitEmpty();
        assertThat(LOG.distinctIds()).isEqualTo(ids(1, 120));
    }

    @Test
    void goesOnAfterTheDatabaseWasKilled() {
        RunningDatabase instance = instance();
        write(instance, 1, 100);
        await(() -> assertThat(LOG.distinctIds()).isNotEmpty());
        server.kill();
        server.restart();
        awaitEmpty();
        assertThat(LOG.distinctIds()).isEqualTo(ids(1, 100));
    }

    @Test
    void dropsWhatIsTooLargeAndGoesOn() {
        RunningDatabase instance = instance();
        LOG.tooLarge = "3";
        write(instance, 1, 5);
        awaitEmpty();
        assertThat(LOG.distinctIds()).isEqualTo(List.of("1", "2", "4", "5"));
        assertThat(instance.get(MeterRegistry.class)
                        .get("fourways.outbox.dropped")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void measuresWhatWaitsAndSinceWhen() {
        LOG.chance = 1;
        RunningDatabase instance = instance();
        write(instance, 1, 7);
        server.execute("UPDATE outbox SET created_at = created_at - interval '10 minutes' WHERE id = 1");
        instance.get(OutboxProbe.class).look().block(PATIENCE);
        assertThat(gauge(instance, "fourways.outbox.backlog")).isEqualTo(7);
        assertThat(gauge(instance, "fourways.outbox.lag")).isBetween(600.0, 900.0);
    }

    private static double gauge(RunningDatabase instance, String name) {
        return instance.get(MeterRegistry.class).get(name).gauge().value();
    }

    private static void write(RunningDatabase instance, int first, int last) {
        List<Event> events =
                IntStream.rangeClosed(first, last).mapToObj(OutboxIT::event).toList();
        Outbox outbox = instance.get(Outbox.class);
        instance.working().inTransaction(client -> outbox.write(client, events)).block(PATIENCE);
        outbox.raise();
    }

    private static Event event(int number) {
        EventData data = new EventData.Json("{}".getBytes(StandardCharsets.UTF_8));
        return new Event(Integer.toString(number), "/s", "t", new Channel("c"), null, null, Map.of(), data);
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    private void awaitEmpty() {
        await(() -> assertThat(server.count("SELECT count(*) FROM outbox")).isZero());
    }

    private static void await(ThrowingRunnable condition) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(condition);
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        EventPublisher log() {
            return LOG;
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }

    /** A log that now and then refuses what it may have written all the same. */
    private static final class TheLog implements EventPublisher {

        private final List<String> ids = new ArrayList<>();
        private final Random random = new Random(7);
        private volatile double chance;
        private volatile String tooLarge = "";

        @Override
        public Mono<Void> publish(Event event) {
            return Mono.<Void>fromRunnable(() -> write(event)).subscribeOn(Schedulers.parallel());
        }

        private synchronized void write(Event event) {
            if (event.id().equals(tooLarge)) {
                throw new EventTooLarge(event);
            }
            boolean refused = random.nextDouble() < chance;
            if (!refused || random.nextBoolean()) {
                ids.add(event.id());
            }
            if (refused) {
                throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "broker-unavailable", "Away", "away");
            }
        }

        synchronized void clear() {
            ids.clear();
            tooLarge = "";
        }

        /** As readers see them, who leave out what they have seen. */
        synchronized List<String> distinctIds() {
            return List.copyOf(new LinkedHashSet<>(ids));
        }
    }
}
