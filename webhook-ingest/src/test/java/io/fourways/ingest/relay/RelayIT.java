package io.fourways.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.ingest.database.RunningDatabase;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.EventTooLarge;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class RelayIT {

    private static final TheLog LOG = new TheLog();
    private static final Observations OBSERVATIONS = new Observations();
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static TestDatabase server;

    private final List<RunningDatabase> instances = new ArrayList<>();

    @BeforeAll
    static void makeTables() {
        server = TestDatabase.mortal();
        try (RunningDatabase schema = RunningDatabase.on(server)) {
            schema.awaitReady();
        }
    }

    @AfterEach
    void stop() {
        LOG.failing = false;
        LOG.losing = false;
        instances.forEach(RunningDatabase::close);
        LOG.events.clear();
        OBSERVATIONS.ended.clear();
        server.execute("TRUNCATE inbox");
    }

    private RunningDatabase instance() {
        RunningDatabase instance = RunningDatabase.on(
                server.url(),
                Clock.systemUTC(),
                List.of("fourways.ingest.relay.batch=10", "fourways.ingest.relay.longest-delay=200ms"),
                Parts.class,
                RelayConfiguration.class);
        instances.add(instance);
        instance.awaitReady();
        return instance;
    }

    @Test
    void publishesInOrderPerSourceAndMarks() {
        receive("a", 1, 35);
        receive("b", 1, 35);
        instance();
        awaitAllMarked();
        assertThat(LOG.ids("a")).isEqualTo(ids(1, 35));
        assertThat(LOG.ids("b")).isEqualTo(ids(1, 35));
    }

    @Test
    void doesNotLetABacklogKeepAnotherSourceWaiting() {
        receive("a", 1, 200);
        receive("b", 1, 5);
        instance();
        awaitAllMarked();
        List<String> sources = LOG.events().stream().map(Event::source).toList();
        assertThat(sources.lastIndexOf("/webhooks/b")).isLessThan(100);
    }

    @Test
    void publishesAtOnceWhatIsSignalled() {
        RunningDatabase instance = instance();
        receive("a", 1, 1);
        instance.get(InboxSignal.class).raise();
        await(() -> assertThat(LOG.ids("a")).isEqualTo(ids(1, 1)));
    }

    @Test
    void observesEachUntilItIsConfirmedWithTheTraceItBelongsTo() {
        receive("a", 1, 5);
        server.execute("UPDATE inbox SET type = 'too.large' WHERE event_id = '4'");
        server.execute("UPDATE inbox SET traceparent = '" + PARENT + "'");
        instance();
        awaitAllMarked();
        await(() -> assertThat(OBSERVATIONS.published(true)).containsExactly("1", "2", "3", "5"));
        assertThat(OBSERVATIONS.published(false)).containsExactly("4", "5");
        assertThat(LOG.events())
                .allSatisfy(event -> assertThat(event.attributes()).containsEntry("traceparent", PARENT));
    }

    @Test
    void keepsTheOrderOverFailures() {
        LOG.failing = true;
        receive("a", 1, 120);
        instance();
        await(() -> assertThat(LOG.distinctIds("a").size()).isGreaterThan(60));
        LOG.failing = false;
        awaitAllMarked();
        assertThat(LOG.distinctIds("a")).isEqualTo(ids(1, 120));
    }

    @Test
    void keepsTheOrderWithSeveralInstancesOfWhichOneDies() {
        receive("a", 1, 300);
        instance();
        instance();
        RunningDatabase third = instance();
        await(() -> assertThat(LOG.ids("a")).isNotEmpty());
        third.close();
        receive("a", 301, 400);
        awaitAllMarked();
        assertThat(LOG.distinctIds("a")).isEqualTo(ids(1, 400));
    }

    @Test
    void goesOnAfterTheDatabaseWasKilled() {
        receive("a", 1, 100);
        instance();
        await(() -> assertThat(LOG.ids("a")).isNotEmpty());
        server.kill();
        server.restart();
        awaitAllMarked();
        assertThat(LOG.distinctIds("a")).isEqualTo(ids(1, 100));
    }

    @Test
    void setsAsideWhatCanNeverBePublishedAndGoesOn() {
        receive("a", 1, 5);
        server.execute("UPDATE inbox SET channel = 'not..one' WHERE event_id = '2'");
        server.execute("UPDATE inbox SET type = 'too.large' WHERE event_id = '4'");
        RunningDatabase instance = instance();
        awaitAllMarked();
        assertThat(LOG.ids("a")).isEqualTo(List.of("1", "3", "5"));
        assertThat(server.text("SELECT string_agg(event_id || ' ' || unpublishable, ', ' ORDER BY id) FROM inbox"
                        + " WHERE unpublishable IS NOT NULL AND published_at IS NULL"))
                .isEqualTo("2 invalid: channel must be dot-separated segments of [A-Za-z0-9_-]+, 4 too-large");
        instance.get(BacklogProbe.class).look().block(Duration.ofSeconds(30));
        assertThat(gauge(instance, "fourways.relay.set.aside")).isEqualTo(2);
    }

    /** As a broker does that ends the channel for it. */
    @Test
    void setsAsideWhatIsTooLargeThoughThoseBeforeItAreLostWithIt() {
        LOG.losing = true;
        receive("a", 1, 5);
        receive("b", 1, 5);
        server.execute("UPDATE inbox SET type = 'too.large' WHERE event_id = '3' AND source = 'a'");
        instance();
        awaitAllMarked();
        assertThat(LOG.ids("a")).isEqualTo(List.of("1", "2", "4", "5"));
        assertThat(LOG.ids("b")).isEqualTo(ids(1, 5));
        assertThat(server.text("SELECT string_agg(event_id || ' ' || unpublishable, ', ' ORDER BY id) FROM inbox"
                        + " WHERE unpublishable IS NOT NULL"))
                .isEqualTo("3 too-large");
    }

    @Test
    void measuresWhatWaitsAndSinceWhen() {
        LOG.failing = true;
        LOG.chance = 1;
        receive("a", 1, 30);
        receive("b", 1, 5);
        server.execute("UPDATE inbox SET received_at = received_at - interval '10 minutes' WHERE source = 'b'");
        RunningDatabase instance = instance();
        instance.get(BacklogProbe.class).look().block(Duration.ofSeconds(30));
        assertThat(gauge(instance, "fourways.relay.backlog")).isEqualTo(35);
        assertThat(gauge(instance, "fourways.relay.lag")).isBetween(600.0, 900.0);
        LOG.chance = 0.2;
        LOG.failing = false;
        awaitAllMarked();
        instance.get(BacklogProbe.class).look().block(Duration.ofSeconds(30));
        assertThat(gauge(instance, "fourways.relay.backlog")).isZero();
        assertThat(gauge(instance, "fourways.relay.lag")).isZero();
    }

    private static double gauge(RunningDatabase instance, String name) {
        return instance.get(MeterRegistry.class).get(name).gauge().value();
    }

    private static void awaitAllMarked() {
        await(() -> assertThat(
                        server.count("SELECT count(*) FROM inbox WHERE published_at IS NULL AND unpublishable IS NULL"))
                .isZero());
    }

    private static void await(ThrowingRunnable condition) {
        patience().untilAsserted(condition);
    }

    private static ConditionFactory patience() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    /** Stores webhooks whose ids count on. */
    private static void receive(String source, int first, int last) {
        server.execute("INSERT INTO inbox (received_at, source, event_id, type, channel, headers, data) SELECT now(), '"
                + source + "', n::text, 't', 'c', '{}', '{}' FROM generate_series(" + first + ", " + last + ") n");
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        EventPublisher log() {
            return LOG;
        }

        @Bean
        ObservationRegistry observations() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(OBSERVATIONS);
            return registry;
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }

    /** What a tracer is told. */
    private static final class Observations implements ObservationHandler<ReceiverContext<Event>> {

        private final List<ReceiverContext<Event>> ended = new CopyOnWriteArrayList<>();

        @Override
        public void onStop(ReceiverContext<Event> context) {
            ended.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof ReceiverContext;
        }

        /** The ids of the events whose observation ended well, or did not. */
        List<String> published(boolean well) {
            return ended.stream()
                    .filter(context -> context.getName().equals("fourways.relay.publish"))
                    .filter(context -> PARENT.equals(context.getGetter().get(context.getCarrier(), "traceparent")))
                    .filter(context -> (context.getError() == null) == well)
                    .map(context -> context.getCarrier().id())
                    .toList();
        }
    }

    /** A log that, while it is failing, now and then refuses what it may have written all the same. */
    private static final class TheLog implements EventPublisher {

        private final List<Event> events = new ArrayList<>();
        private final Random random = new Random(7);
        private volatile boolean failing;
        private volatile boolean losing;
        private volatile double chance = 0.2;

        @Override
        public Mono<Void> publish(Event event) {
            return Mono.<Void>fromRunnable(() -> write(event)).subscribeOn(Schedulers.parallel());
        }

        @Override
        public Flux<Event> publishInOrder(List<Event> inOrder) {
            return Flux.fromIterable(inOrder)
                    .filter(event -> losing && event.type().equals("too.large"))
                    .next()
                    .flatMapMany(large -> Flux.<Event>error(new EventTooLarge(large)))
                    .switchIfEmpty(Flux.defer(() -> EventPublisher.super.publishInOrder(inOrder)));
        }

        private synchronized void write(Event event) {
            if (event.type().equals("too.large")) {
                throw new EventTooLarge(event);
            }
            boolean refused = failing && random.nextDouble() < chance;
            if (!refused || random.nextBoolean()) {
                events.add(event);
            }
            if (refused) {
                throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "broker-unavailable", "Away", "away");
            }
        }

        synchronized List<Event> events() {
            return List.copyOf(events);
        }

        List<String> ids(String source) {
            return events().stream()
                    .filter(event -> event.source().equals("/webhooks/" + source))
                    .map(Event::id)
                    .toList();
        }

        /** As readers see them, who leave out what they have seen. */
        List<String> distinctIds(String source) {
            return List.copyOf(new LinkedHashSet<>(ids(source)));
        }
    }
}
