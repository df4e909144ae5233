package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher = RunningDelivery.on(server.url(), clock);
    private final Owed owed = new Owed(server).app();

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    @Test
    void deliversWhatItIsToldOf() {
        String endpoint = owed.endpoint(receivers.at("a", 200));
        List<String> messages = owed.messages(clock.instant(), 100, List.of(endpoint));
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(100));
        assertThat(receivers.received("a")).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(receivers.most("a")).isLessThanOrEqualTo(10);
        assertThat(server.text("SELECT succeeded || ' ' || failed || ' ' || attempts FROM endpoint_statistics"))
                .isEqualTo("100 0 100");
        assertThat(server.text("SELECT DISTINCT response FROM attempt")).isEqualTo("said 200");
    }

    @Test
    void countsAttemptsByWhatCameOfThem() {
        String good = owed.endpoint(receivers.at("a", 200));
        String bad = owed.endpoint(receivers.at("b", 500));
        String nowhere = owed.endpoint("http://127.0.0.1:1/");
        owed.message(clock.instant(), good);
        owed.message(clock.instant(), bad);
        owed.message(clock.instant(), nowhere);
        dispatcher.raise(good, bad, nowhere);
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(3));
        awaiting(() -> assertThat(List.of("delivered", "rejected", "refused", "blocked"))
                .extracting(this::attempts)
                .containsExactly(1.0, 1.0, 0.0, 1.0));
    }

    private double attempts(String outcome) {
        return dispatcher
                .get(MeterRegistry.class)
                .get("fourways.dispatch.attempts")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void tellsForHowLongSomethingHasBeenDue() {
        Sinks.Empty<Void> answer = Sinks.empty();
        String endpoint =
                owed.endpoint(receivers.at("a", n -> Answer.of(200).after(answer.asMono())), "concurrency = 1");
        owed.messages(clock.instant(), 2, List.of(endpoint));
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(receivers.most("a")).isOne());
        clock.travel(Duration.ofSeconds(20));
        awaiting(() -> assertThat(dispatcher.gauge("fourways.dispatch.due.age")).isGreaterThan(19));
        answer.tryEmitEmpty();
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(2));
        awaiting(() -> assertThat(dispatcher.gauge("fourways.dispatch.due.age")).isZero());
    }

    @Test
    void saysOfWhatMediaTypeAPayloadIs() {
        String endpoint = owed.endpoint(receivers.at("a", 200), "disabled = true");
        List<String> messages = owed.messages(clock.instant(), 2, List.of(endpoint));
        server.execute(
                "UPDATE message SET content_type = 'text/csv', payload = 'a,b' WHERE id = '" + messages.get(1) + "'");
        server.execute("UPDATE endpoint SET disabled = false");
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(2));
        assertThat(receivers.headers("a"))
                .extracting(headers -> headers.get("content-type"))
                .containsExactlyInAnyOrder("application/json", "text/csv");
    }

    @Test
    void findsWhatNobodyHasToldItOf() {
        String endpoint = owed.endpoint(receivers.at("a", 204));
        owed.messages(clock.instant(), 3, List.of(endpoint));
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(3));
    }

    @Test
    void triesAgainByTheSchedule() {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(n < 3 ? 500 : 200)));
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.attempts()).isOne());
        assertThat(server.count("SELECT extract(epoch FROM due_at - now())::int FROM delivery"))
                .isBetween(2L, 6L);
        clock.travel(Duration.ofSeconds(6));
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(2));
        clock.travel(Duration.ofMinutes(4));
        awaiting(() -> assertThat(owed.inState(1)).isOne());
        assertThat(owed.attempts()).isEqualTo(2);
        clock.travel(Duration.ofMinutes(2));
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(receivers.received("a")).hasSize(3).containsOnly(server.text("SELECT id FROM message"));
        assertThat(server.text("SELECT string_agg(response_code::text, ' ' ORDER BY id) FROM attempt"))
                .isEqualTo("500 500 200");
    }

    @Test
    void triesAgainByTheScheduleOfTheEventType() {
        server.execute("INSERT INTO event_type (name, description, schedule, created_at, updated_at)"
                + " VALUES ('order.paid', '', '{600}', now(), now())");
        String endpoint = owed.endpoint(receivers.at("a", 500));
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.attempts()).isOne());
        assertThat(server.count("SELECT extract(epoch FROM due_at - updated_at)::int FROM delivery"))
                .isBetween(540L, 660L);
        clock.travel(Duration.ofMinutes(12));
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        assertThat(owed.attempts()).isEqualTo(2);
    }

    @Test
    void measuresHowLongAMessageTakesNotHowLongSomebodyWaitsToSendItAgain() {
        String endpoint = owed.endpoint(receivers.at("a", 200));
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(timed("fourways.dispatch.latency")).isOne());
        clock.travel(Duration.ofHours(1));
        server.execute("UPDATE delivery SET state = 1, due_at = now(), trigger = 1");
        awaiting(() -> assertThat(timed("fourways.dispatch.attempt")).isEqualTo(2));
        server.execute("UPDATE delivery SET state = 1, due_at = now(), backlog = true");
        awaiting(() -> assertThat(timed("fourways.dispatch.attempt")).isEqualTo(3));
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(timed("fourways.dispatch.latency")).isOne();
    }

    /** It may have been on the broker for long: that is what somebody who waits for it has to know. */
    @Test
    void measuresFromWhenTheEventWasPublished() {
        String endpoint = owed.endpoint(receivers.at("a", 200));
        owed.message(clock.instant(), endpoint);
        server.execute("UPDATE message SET published_at = created_at - interval '1 hour'");
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(timed("fourways.dispatch.latency")).isOne());
        assertThat(dispatcher
                        .get(MeterRegistry.class)
                        .get("fourways.dispatch.latency")
                        .timer()
                        .totalTime(TimeUnit.MINUTES))
                .isGreaterThanOrEqualTo(60);
    }

    private long timed(String timer) {
        return dispatcher.get(MeterRegistry.class).get(timer).timer().count();
    }

    @Test
    void givesUpWhenTheScheduleIsOver() {
        String endpoint = owed.endpoint(receivers.at("a", 302), "schedule = '{1,2}'");
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        for (int attempts = 1; attempts <= 3; attempts++) {
            int made = attempts;
            awaiting(() -> assertThat(owed.attempts()).isEqualTo(made));
            clock.travel(Duration.ofSeconds(5));
        }
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        assertThat(server.text("SELECT succeeded || ' ' || failed || ' ' || attempts FROM endpoint_statistics"))
                .isEqualTo("0 1 3");
        assertThat(server.text("SELECT convert_from(event, 'UTF8')::json ->> 'channel' FROM outbox"))
                .isEqualTo("operational.acme.message.attempt.exhausted");
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        String endpoint = owed.endpoint(
                receivers.at("a", n -> n == 1 ? Answer.of(429).with("retry-after", "3600") : Answer.of(200)));
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.attempts()).isOne());
        clock.travel(Duration.ofMinutes(59));
        Instant before = clock.instant();
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM delivery WHERE due_at > '" + before + "'"))
                .isOne());
        assertThat(owed.attempts()).isOne();
        clock.travel(Duration.ofMinutes(2));
        awaiting(() -> assertThat(owed.inState(0)).isOne());
    }

    @Test
    void disablesAnEndpointThatIsGoneAndHoldsWhatItIsOwed() {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(n == 1 ? 410 : 200)), "concurrency = 1");
        owed.messages(clock.instant(), 5, List.of(endpoint));
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.inState(4)).isEqualTo(5));
        assertThat(server.text("SELECT disabled_cause FROM endpoint WHERE disabled"))
                .isEqualTo("gone");
        assertThat(server.text("SELECT convert_from(event, 'UTF8')::json ->> 'type' FROM outbox"))
                .isEqualTo("endpoint.disabled");
        assertThat(owed.attempts()).isOne();
        server.execute("UPDATE endpoint SET disabled = false, disabled_cause = NULL");
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(5));
        assertThat(server.count("SELECT count(*) FROM delivery WHERE backlog")).isEqualTo(5);
    }

    /** What is looked for meanwhile, and found, is from before. */
    @Test
    void sendsNothingMoreToAnEndpointThatIsGoneWhileThatIsNotRecorded() throws SQLException {
        String gone = owed.endpoint(receivers.at("a", n -> Answer.of(n == 1 ? 410 : 200)), "concurrency = 1");
        owed.messages(clock.instant(), 5, List.of(gone));
        try (Connection other = server.connect();
                Statement locking = other.createStatement()) {
            other.setAutoCommit(false);
            locking.execute("LOCK TABLE attempt IN EXCLUSIVE MODE");
            dispatcher.raise(gone);
            awaiting(() -> assertThat(receivers.received("a")).hasSize(1));
            for (String next : List.of("b", "c")) { // found by a look, and by the one after it
                owed.message(clock.instant(), owed.endpoint(receivers.at(next, 200)));
                awaiting(() -> assertThat(receivers.received(next)).hasSize(1));
            }
            other.rollback();
        }
        awaiting(() -> assertThat(owed.inState(4)).isEqualTo(5));
        assertThat(receivers.received("a")).hasSize(1);
    }
}
