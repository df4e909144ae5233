package io.fourways.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.database.RunningDatabase;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class InboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Acceptance ACCEPTED = new Acceptance.Accepted();
    private static final Acceptance DUPLICATE = new Acceptance.Duplicate();

    private static TestDatabase server;
    private static RunningDatabase one;
    private static RunningDatabase other;

    @Configuration(proxyBeanMethods = false)
    @Import(InboxConfiguration.class)
    static class Parts {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @BeforeAll
    static void start() {
        server = TestDatabase.create();
        one = RunningDatabase.on(server, Parts.class);
        other = RunningDatabase.on(server, Parts.class);
        one.awaitReady();
        other.awaitReady();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static Acceptance accept(InboxEvent... events) {
        return one.get(Inbox.class).accept(List.of(events)).block(PATIENCE);
    }

    private static long rows(String source) {
        return server.count("SELECT count(*) FROM inbox WHERE source = '" + source + "'");
    }

    @Test
    void storesEventAsItIs() throws SQLException {
        byte[] data = new byte[1024];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        InboxEvent event = Events.of("whole", "a\"b\\,{}'é😀 NULL", data);
        InboxEvent full = new InboxEvent(
                event.source(),
                event.eventId(),
                event.receivedAt(),
                "stripe.a,b",
                "c.d",
                null,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "{\"x-a\": [\"1\\\\\", \"é\\\"\"]}",
                data);
        assertThat(accept(full)).isEqualTo(ACCEPTED);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT *, headers::text AS h FROM inbox WHERE source = 'whole'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("event_id")).isEqualTo(full.eventId());
            assertThat(row.getTimestamp("received_at").toInstant()).isEqualTo(full.receivedAt());
            assertThat(row.getString("type")).isEqualTo(full.type());
            assertThat(row.getString("channel")).isEqualTo(full.channel());
            assertThat(row.getString("content_type")).isNull();
            assertThat(row.getString("traceparent")).isEqualTo(full.traceparent());
            assertThat(row.getString("h")).isEqualTo(full.headers());
            assertThat(row.getBytes("data")).isEqualTo(data);
            assertThat(row.getTimestamp("published_at")).isNull();
        }
    }

    @Test
    void storesEventWithoutData() {
        assertThat(accept(Events.of("empty", "1", new byte[0]))).isEqualTo(ACCEPTED);
        assertThat(rows("empty")).isOne();
    }

    @Test
    void storesIdentityOnce() {
        assertThat(accept(Events.of("once", "1", new byte[1]))).isEqualTo(ACCEPTED);
        assertThat(accept(Events.of("once", "1", new byte[2]))).isEqualTo(DUPLICATE);
        assertThat(accept(Events.of("once-more", "1", new byte[3]))).isEqualTo(ACCEPTED);
        assertThat(rows("once")).isOne();
    }

    @Test
    void storesWhatIsNewOfWebhookInItsOrder() {
        accept(Events.of("part", "2", new byte[0]));
        assertThat(accept(
                        Events.of("part", "3", new byte[0]),
                        Events.of("part", "2", new byte[0]),
                        Events.of("part", "1", new byte[0])))
                .isEqualTo(ACCEPTED);
        assertThat(server.count("SELECT string_agg(event_id, '' ORDER BY id)::int FROM inbox WHERE source = 'part'"))
                .isEqualTo(231);
    }

    @Test
    void storesWebhookOfManyPartsWithTheHeadersThatTheyShareAndThoseOfOthersBesideIt() {
        String shared = "{\"x-shared\": [\"" + "s".repeat(4_000) + "\"]}";
        List<InboxEvent> parts = IntStream.range(0, 2_000)
                .mapToObj(n -> Events.withHeaders("parts", "p" + n, shared))
                .toList();
        Inbox inbox = one.get(Inbox.class);
        List<Acceptance> answers = Flux.merge(
                        inbox.accept(List.of(Events.withHeaders("parts", "a", "{\"x-a\": [\"a\"]}"))),
                        inbox.accept(parts),
                        inbox.accept(List.of(Events.withHeaders("parts", "b", "{\"x-b\": [\"b\"]}"))))
                .collectList()
                .block(PATIENCE);
        assertThat(answers).hasSize(3).containsOnly(ACCEPTED);
        assertThat(server.count("SELECT count(*) FROM inbox WHERE source = 'parts' AND headers ? 'x-shared'"))
                .isEqualTo(2_000);
        assertThat(server.text("SELECT string_agg(event_id || headers, ' ' ORDER BY event_id) FROM inbox"
                        + " WHERE source = 'parts' AND event_id IN ('a', 'b')"))
                .isEqualTo("a{\"x-a\": [\"a\"]} b{\"x-b\": [\"b\"]}");
    }

    @Test
    void storesOthersOfTransactionInWhichOneHoldsWhatTheDatabaseCannot() {
        Inbox inbox = one.get(Inbox.class);
        List<Acceptance> answers = Flux.range(0, 50)
                .flatMapSequential(
                        i -> inbox.accept(List.of(Events.of("poison", i == 20 ? "\0" : "n" + i, new byte[0]))), 50)
                .collectList()
                .block(PATIENCE);
        assertThat(answers).filteredOn(ACCEPTED::equals).hasSize(49);
        assertThat(answers.get(20)).isEqualTo(new Acceptance.Unavailable(Acceptance.Cause.DATABASE));
        assertThat(rows("poison")).isEqualTo(49);
    }

    @Test
    void refusesSoonWhatAnotherTransactionHoldsAndStoresOthersBesideIt() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO identity (source, event_id, received_at) VALUES ('stuck', 'n20', now())");
            List<Acceptance> answers = Flux.range(0, 50)
                    .flatMapSequential(
                            i -> one.get(Inbox.class).accept(List.of(Events.of("stuck", "n" + i, new byte[0]))), 50)
                    .collectList()
                    .block(PATIENCE);
            assertThat(answers).filteredOn(ACCEPTED::equals).hasSize(49);
            assertThat(answers.get(20)).isEqualTo(new Acceptance.Unavailable(Acceptance.Cause.DATABASE));
            connection.rollback();
        }
        assertThat(accept(Events.of("stuck", "n20", new byte[0]))).isEqualTo(ACCEPTED);
    }

    /** Its instance began to store it, and its machine went away with the connection as it was. */
    @Test
    void acceptsAtLastWhatAnInstanceThatVanishedHadBegunToStore() {
        InboxEvent event = Events.of("vanished", "1", new byte[0]);
        Disposable vanished = other.accepting()
                .inTransaction(Duration.ofHours(1), client -> InboxInsertion.within(client, List.of(event))
                        .then(Mono.never()))
                .subscribe();
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            server.count("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                                            + " AND datname = current_database()")
                                    == 1);
            assertThat(accept(event)).isEqualTo(new Acceptance.Unavailable(Acceptance.Cause.DATABASE));
            Awaitility.await().atMost(PATIENCE).until(() -> accept(event).equals(ACCEPTED));
        } finally {
            vanished.dispose();
        }
        assertThat(rows("vanished")).isOne();
    }

    @Test
    void acceptsEachOnceOfManyThatTwoInstancesGetInDifferentOrders() {
        List<Acceptance> answers = Flux.merge(inDisorder(one, 1), inDisorder(other, 2), inDisorder(one, 3))
                .collectList()
                .block(PATIENCE);
        assertThat(answers).filteredOn(ACCEPTED::equals).hasSize(2_000);
        assertThat(answers).filteredOn(DUPLICATE::equals).hasSize(4_000);
        assertThat(rows("many")).isEqualTo(2_000);
    }

    private static Flux<Acceptance> inDisorder(RunningDatabase instance, int seed) {
        List<Integer> ids = new ArrayList<>(IntStream.range(0, 2_000).boxed().toList());
        Collections.shuffle(ids, new Random(seed));
        Inbox inbox = instance.get(Inbox.class);
        return Flux.fromIterable(ids)
                .flatMap(id -> inbox.accept(List.of(Events.of("many", "id" + id, new byte[100]))), 500);
    }

    @Test
    void storesAGreatBatchWithoutComparingEachWithEach() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            StringBuilder plan = new StringBuilder();
            statement.execute("SET plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE batch AS " + InboxTable.INSERT);
            try (ResultSet rows = statement.executeQuery(
                    "EXPLAIN EXECUTE batch ('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString()).contains("hashed SubPlan").doesNotContain("Nested Loop");
        }
    }

    @Test
    void storesBodiesOfAMegabyteBesideSmallOnes() {
        byte[] large = new byte[1_000_000];
        new Random(1).nextBytes(large);
        Inbox inbox = one.get(Inbox.class);
        Flux<Acceptance> answers = Flux.range(0, 40)
                .flatMap(i -> inbox.accept(List.of(
                        Events.of("large", "id" + i, i % 2 == 0 ? large : "{}".getBytes(StandardCharsets.UTF_8)))));
        StepVerifier.create(answers.all(ACCEPTED::equals))
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(server.count("SELECT sum(length(data)) FROM inbox WHERE source = 'large'"))
                .isEqualTo(20_000_040);
    }
}
