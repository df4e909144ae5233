package io.fourways.dispatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.dispatch.outbox.OutboxConfiguration;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AcceptanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TestDatabase SERVER = TestDatabase.create();
    private static final List<Event> LOG = new CopyOnWriteArrayList<>();
    private static final List<String> DUE = new CopyOnWriteArrayList<>();

    private static RunningDatabase running;

    @BeforeAll
    static void start() {
        running = RunningDatabase.on(SERVER, Parts.class, OutboxConfiguration.class, AcceptanceConfiguration.class);
        running.awaitReady();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void makeApps() {
        SERVER.execute("TRUNCATE app, endpoint, message, message_identity, delivery, outbox CASCADE");
        LOG.clear();
        DUE.clear();
        app("app_1");
        app("app_2");
    }

    @Test
    void owesAMessageToEachEndpointThatMatches() {
        endpoint("ep_all", "app_1", "NULL", "NULL", false);
        endpoint("ep_type", "app_1", "'{paid,other}'", "NULL", false);
        endpoint("ep_other_type", "app_1", "'{other}'", "NULL", false);
        endpoint("ep_channel", "app_1", "NULL", "'{a,b}'", false);
        endpoint("ep_other_channel", "app_1", "NULL", "'{b}'", false);
        endpoint("ep_both", "app_1", "'{paid}'", "'{a}'", false);
        endpoint("ep_disabled", "app_1", "NULL", "NULL", true);
        endpoint("ep_other_app", "app_2", "NULL", "NULL", false);
        accept(message("app_1", null, "paid", "a"));
        assertThat(owed()).isEqualTo("ep_all ep_both ep_channel ep_type");
        assertThat(DUE).containsExactlyInAnyOrder("ep_all", "ep_both", "ep_channel", "ep_type");
    }

    @Test
    void owesAMessageWithoutChannelsToNobodyWhoWantsSome() {
        endpoint("ep_all", "app_1", "NULL", "NULL", false);
        endpoint("ep_channel", "app_1", "NULL", "'{a}'", false);
        accept(message("app_1", null, "paid"));
        assertThat(owed()).isEqualTo("ep_all");
    }

    @Test
    void owesWhatIsForOneEndpointToThatAlone() {
        endpoint("ep_1", "app_1", "'{other}'", "NULL", false);
        endpoint("ep_2", "app_1", "NULL", "NULL", false);
        NewMessage plain = message("app_1", null, "paid");
        accept(new NewMessage(
                "app_1",
                null,
                "paid",
                List.of(),
                List.of(),
                NewMessage.JSON,
                plain.payload(),
                null,
                false,
                "ep_1",
                null,
                null));
        assertThat(owed()).isEqualTo("ep_1");
    }

    @Test
    void keepsWhatItIsGivenAsItIs() {
        byte[] payload = "{\"a\": 1.0e0, \"a\":\"\\u00e4\"}".getBytes(StandardCharsets.UTF_8);
        accept(new NewMessage(
                "app_1",
                new Identity("/s", "e 1"),
                "paid",
                List.of("a.b", "c"),
                List.of("with \"quotes\"", "and \\, {braces}", ""),
                NewMessage.JSON,
                payload,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                true,
                null,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                null));
        assertThat(SERVER.text("SELECT convert_from(payload, 'UTF8') FROM message"))
                .isEqualTo(new String(payload, StandardCharsets.UTF_8));
        assertThat(SERVER.text("SELECT array_to_string(channels, '|') || array_to_string(tags, '|') || event_id"
                        + " || operational || traceparent FROM message"))
                .isEqualTo("a.b|cwith \"quotes\"|and \\, {braces}|e 1true"
                        + "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(SERVER.text("SELECT (published_at AT TIME ZONE 'UTC')::text FROM message"))
                .isEqualTo("2026-01-02 03:04:05.678");
    }

    @Test
    void makesOneMessageOfOneIdentityAndNamesTheFirst() {
        endpoint("ep_1", "app_1", "NULL", "NULL", false);
        endpoint("ep_2", "app_2", "NULL", "NULL", false);
        Accepted first =
                accept(message("app_1", new Identity("/s", "1"), "paid")).get(0);
        Accepted other =
                accept(message("app_2", new Identity("/s", "1"), "paid")).get(0);
        List<Accepted> again = accept(
                message("app_1", new Identity("/s", "1"), "paid"),
                message("app_1", new Identity("/t", "1"), "paid"),
                message("app_1", new Identity("/t", "1"), "paid"));
        assertThat(other.isStored()).isTrue();
        assertThat(again.get(0)).isEqualTo(new Accepted(first.id(), first.at(), Accepted.Status.REPEATED));
        assertThat(again.get(1).isStored()).isTrue();
        assertThat(again.get(2))
                .isEqualTo(new Accepted(again.get(1).id(), again.get(1).at(), Accepted.Status.REPEATED));
        assertThat(SERVER.count("SELECT count(*) FROM message")).isEqualTo(3);
        assertThat(SERVER.count("SELECT count(*) FROM delivery")).isEqualTo(3);
    }

    @Test
    void makesOneMessageOfOneIdentityOfferedFromManySidesAtOnce() {
        endpoint("ep_1", "app_1", "NULL", "NULL", false);
        List<NewMessage> batch = IntStream.range(0, 50)
                .mapToObj(i -> message("app_1", new Identity("/s", Integer.toString(i)), "paid"))
                .toList();
        List<NewMessage> reversed = new ArrayList<>(batch);
        Collections.reverse(reversed);
        List<List<Accepted>> outcomes = Flux.range(0, 8)
                .flatMap(i -> acceptance().accept(i % 2 == 0 ? batch : reversed), 8)
                .collectList()
                .block(PATIENCE);
        assertThat(outcomes.stream().flatMap(List::stream).filter(Accepted::isStored))
                .hasSize(50);
        assertThat(outcomes.stream().flatMap(List::stream).map(Accepted::id).distinct())
                .hasSize(50);
        assertThat(SERVER.count("SELECT count(*) FROM delivery")).isEqualTo(50);
    }

    @Test
    void takesIdentitiesLongerThanAnIndexDoes() {
        Identity identity = new Identity("/s".repeat(5_000), "ä".repeat(5_000));
        assertThat(accept(message("app_1", identity, "paid")).get(0).isStored()).isTrue();
        assertThat(accept(message("app_1", identity, "paid")).get(0).isStored()).isFalse();
    }

    @Test
    void storesNothingOfAnAppThatIsNoLonger() {
        List<Accepted> accepted = accept(
                message("app_gone", new Identity("/s", "1"), "paid"),
                message("app_1", new Identity("/s", "1"), "paid"),
                message("app_gone", null, "paid"));
        assertThat(accepted.stream().map(Accepted::status))
                .containsExactly(Accepted.Status.UNOWNED, Accepted.Status.STORED, Accepted.Status.UNOWNED);
        assertThat(SERVER.text("SELECT string_agg(app_id, ' ') FROM message")).isEqualTo("app_1");
    }

    @Test
    void bringsAnEventOntoTheLogWithItsMessageAndOnlyOnce() {
        NewMessage message = eventful(new Identity(Identity.API, "1"));
        Accepted first = accept(message).get(0);
        accept(message);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(LOG.stream().map(Event::id)).containsExactly(first.id()));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(SERVER.count("SELECT count(*) FROM outbox"))
                .isZero());
    }

    @Test
    void storesNeitherMessageNorEventWhenOneCannotBe() {
        NewMessage good = eventful(new Identity(Identity.API, "1"));
        NewMessage bad = message("app_1", new Identity("/s", "with\0nul"), "paid");
        assertThat(acceptance()
                        .accept(List.of(good, bad))
                        .materialize()
                        .block(PATIENCE)
                        .isOnError())
                .isTrue();
        assertThat(SERVER.count("SELECT count(*) FROM message")).isZero();
        assertThat(SERVER.count("SELECT count(*) FROM message_identity")).isZero();
        assertThat(LOG).isEmpty();
    }

    @Test
    void givesMessagesIdsAndTimesInTheOrderOfTheirOffer() {
        List<NewMessage> batch = IntStream.range(0, 500)
                .mapToObj(i -> message("app_1", null, "t" + i))
                .toList();
        List<Accepted> accepted = acceptance().accept(batch).block(PATIENCE);
        assertThat(accepted).extracting(Accepted::id).isSorted();
        assertThat(accepted).extracting(Accepted::at).isSorted().doesNotHaveDuplicates();
        assertThat(SERVER.text("SELECT string_agg(event_type, ' ' ORDER BY id) FROM message"))
                .isEqualTo(String.join(
                        " ", batch.stream().map(NewMessage::eventType).toList()));
    }

    private static Acceptance acceptance() {
        return running.get("workingAcceptance", Acceptance.class);
    }

    private static List<Accepted> accept(NewMessage... messages) {
        return acceptance().accept(List.of(messages)).block(PATIENCE);
    }

    private static NewMessage message(String app, Identity identity, String type, String... channels) {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        return new NewMessage(
                app,
                identity,
                type,
                List.of(channels),
                List.of(),
                NewMessage.JSON,
                payload,
                null,
                false,
                null,
                null,
                null);
    }

    private static NewMessage eventful(Identity identity) {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        return new NewMessage(
                "app_1",
                identity,
                "paid",
                List.of(),
                List.of(),
                NewMessage.JSON,
                payload,
                null,
                false,
                null,
                null,
                (id, at) -> new Event(
                        id,
                        "/s",
                        "paid",
                        new Channel("c"),
                        at.toString(),
                        null,
                        Map.of(),
                        new EventData.Json(payload)));
    }

    private static String owed() {
        return SERVER.text("SELECT string_agg(endpoint_id, ' ' ORDER BY endpoint_id) FROM delivery WHERE state = 1");
    }

    private static void app(String id) {
        SERVER.execute("INSERT INTO app (id, name, created_at, updated_at) VALUES ('" + id + "', 'n', now(), now())");
    }

    private static void endpoint(String id, String app, String types, String channels, boolean disabled) {
        SERVER.execute(
                "INSERT INTO endpoint (id, app_id, url, filter_types, channels, disabled, created_at, updated_at)"
                        + " VALUES ('" + id + "', '" + app + "', 'http://localhost', " + types + ", " + channels + ", "
                        + disabled + ", now(), now())");
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        EventPublisher log() {
            return event -> Mono.fromRunnable(() -> LOG.add(event));
        }

        @Bean
        DueSignal due() {
            return (Collection<String> endpoints) -> DUE.addAll(endpoints);
        }

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }
}
