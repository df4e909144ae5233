package io.fourways.service.publishing;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.contract.EventJson;
import io.fourways.service.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ConfirmedPublisherTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(300);

    /** The methods of AMQP's class {@code basic} that a broker may find fault with. */
    private static final int PUBLISH = 40;

    private static final int ACK = 80;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeBroker broker = new FakeBroker();
    private PublishingLoop loop;

    @AfterEach
    void stop() {
        loop.stop();
    }

    private EventPublisher publisher(int maxInFlight, Duration confirmTimeout) {
        return publisher(maxInFlight, DataSize.ofMegabytes(1), confirmTimeout);
    }

    private EventPublisher publisher(int maxInFlight, DataSize maxUnconfirmed, Duration confirmTimeout) {
        PublishingProperties properties = new PublishingProperties(
                maxInFlight, maxUnconfirmed, confirmTimeout, Duration.ofMillis(10), Duration.ofSeconds(2));
        loop = new PublishingLoop(broker, properties);
        loop.start();
        Awaitility.await().until(loop::isConnected);
        return new ConfirmedPublisher(loop, new PublishingMetrics(registry), properties);
    }

    private EventPublisher publisher() {
        return publisher(10, SOON);
    }

    private static Event event(String id) {
        return EventJson.decode(
                ("{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"a.b\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void isRefused(Throwable failure, String type) {
        assertThat(failure).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.getStatusCode().value()).isEqualTo(503);
            assertThat(problem.getBody().getType()).hasToString("https://fourways.io/problems/" + type);
            assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("2");
        });
    }

    private double refused(String cause) {
        return registry.counter("fourways.publishing.refused", "cause", cause).count();
    }

    @Test
    void completesAfterTheConfirmAndOffTheBrokersThread() {
        broker.confirming = true;
        List<String> threads = new CopyOnWriteArrayList<>();
        StepVerifier.create(publisher()
                        .publish(event("1"))
                        .doOnSuccess(done -> threads.add(Thread.currentThread().getName())))
                .expectComplete()
                .verify(SOON);
        assertThat(threads).allMatch(name -> name.startsWith("parallel-"));
        assertThat(registry.timer("fourways.publishing.confirm").count()).isEqualTo(1);
        assertThat(broker.sent).containsExactly("a.b");
    }

    @Test
    void saysWhenItPublished() {
        broker.confirming = true;
        long before = System.currentTimeMillis();
        StepVerifier.create(publisher().publish(event("1"))).expectComplete().verify(SOON);

        assertThat(broker.published)
                .singleElement(as(InstanceOfAssertFactories.LONG))
                .isBetween(before, System.currentTimeMillis());
    }

    @Test
    void waitsForTheConfirm() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher.publish(event("1")))
                .then(() -> Awaitility.await().until(() -> broker.sent.size() == 1))
                .then(() -> assertThat(registry.get("fourways.publishing.in.flight")
                                .gauge()
                                .value())
                        .isEqualTo(1))
                .then(() -> broker.confirm(1, false))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void settlesAllUpToAMultipleConfirm() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher.publish(event("1")).and(publisher.publish(event("2"))))
                .then(() -> Awaitility.await().until(() -> broker.sent.size() == 2))
                .then(() -> broker.confirm(2, true))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void sendsNoMoreWhileTooMuchIsUnconfirmed() {
        EventPublisher publisher = publisher(10, DataSize.ofBytes(1), SOON);
        StepVerifier.create(publisher.publish(event("1")).and(publisher.publish(event("2"))))
                .then(() -> Awaitility.await().during(A_WHILE).until(() -> broker.ids.equals(List.of("1"))))
                .then(() -> broker.confirm(1, false))
                .then(() -> Awaitility.await().until(() -> broker.ids.equals(List.of("1", "2"))))
                .then(() -> broker.confirm(2, true))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void sendsOnAfterWhatWasRejected() {
        EventPublisher publisher = publisher(10, DataSize.ofBytes(1), SOON);
        StepVerifier.create(publisher.publish(event("1")).onErrorComplete().and(publisher.publish(event("2"))))
                .then(() -> Awaitility.await().until(() -> broker.ids.equals(List.of("1"))))
                .then(() -> broker.reject(1))
                .then(() -> Awaitility.await().until(() -> broker.ids.equals(List.of("1", "2"))))
                .then(() -> broker.confirm(2, false))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void refusesWhatTheBrokerRejects() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher.publish(event("1")))
                .then(() -> Awaitility.await().until(() -> broker.sent.size() == 1))
                .then(() -> broker.reject(1))
                .expectErrorSatisfies(failure -> isRefused(failure, "publish-rejected"))
                .verify(SOON);
    }

    @Test
    void refusesWhatTheBrokerReturnsThoughItConfirms() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher.publish(event("1")))
                .then(() -> Awaitility.await().until(() -> broker.sent.size() == 1))
                .then(() -> broker.giveBack(1))
                .then(() -> broker.confirm(1, false))
                .expectErrorSatisfies(failure -> isRefused(failure, "log-missing"))
                .verify(SOON);
        assertThat(refused("unroutable")).isEqualTo(1);
    }

    @Test
    void refusesWhatIsInFlightWhenTheConnectionIsLost() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher.publish(event("1")))
                .then(() -> Awaitility.await().until(() -> broker.sent.size() == 1))
                .then(broker::die)
                .expectErrorSatisfies(failure -> isRefused(failure, "broker-unavailable"))
                .verify(SOON);
    }

    @Test
    void refusesAtOnceWhileTheBrokerIsAwayAndGoesOnWhenItIsBack() {
        broker.confirming = true;
        EventPublisher publisher = publisher();
        broker.away = true;
        broker.die();
        StepVerifier.create(publisher.publish(event("1")))
                .expectErrorSatisfies(failure -> isRefused(failure, "broker-unavailable"))
                .verify(SOON);
        broker.away = false;
        Awaitility.await().until(loop::isConnected);
        StepVerifier.create(publisher.publish(event("2"))).expectComplete().verify(SOON);
    }

    @Test
    void refusesWhatTheChannelCannotTake() {
        broker.breaking = true;
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher.publish(event("1")))
                .expectErrorSatisfies(failure -> isRefused(failure, "broker-unavailable"))
                .verify(SOON);
    }

    @Test
    void refusesBeyondTheBound() {
        EventPublisher publisher = publisher(1, SOON);
        StepVerifier.create(publisher.publish(event("1")))
                .then(() -> StepVerifier.create(publisher.publish(event("2")))
                        .expectErrorSatisfies(failure -> isRefused(failure, "publisher-overloaded"))
                        .verify(SOON))
                .then(() -> Awaitility.await().until(() -> broker.sent.size() == 1))
                .then(() -> broker.confirm(1, false))
                .expectComplete()
                .verify(SOON);
        assertThat(refused("overloaded")).isEqualTo(1);
    }

    @Test
    void countsAnUnconfirmedEventAgainstTheBoundUntilTheBrokerSettlesIt() {
        EventPublisher publisher = publisher(1, Duration.ofMillis(500));
        StepVerifier.create(publisher.publish(event("1")))
                .expectErrorSatisfies(failure -> isRefused(failure, "publish-unconfirmed"))
                .verify(SOON);
        StepVerifier.create(publisher.publish(event("2")))
                .expectErrorSatisfies(failure -> isRefused(failure, "publisher-overloaded"))
                .verify(SOON);
        broker.confirm(1, false);
        broker.confirming = true;
        StepVerifier.create(publisher.publish(event("3"))).expectComplete().verify(SOON);
    }

    @Test
    void publishesInOrderAllInFlightAtOnceAndTellsOfEachInOrder() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher
                        .publishInOrder(List.of(event("1"), event("2"), event("3")))
                        .map(Event::id))
                .then(() -> Awaitility.await().until(() -> broker.ids.size() == 3))
                .then(() -> broker.confirm(2, false))
                .then(() -> broker.confirm(1, false))
                .expectNext("1", "2")
                .then(() -> broker.confirm(3, false))
                .expectNext("3")
                .expectComplete()
                .verify(SOON);
        assertThat(broker.ids).containsExactly("1", "2", "3");
    }

    @Test
    void tellsInOrderOfThoseBeforeTheFirstThatFailedAndOfNoneBehind() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher
                        .publishInOrder(List.of(event("1"), event("2"), event("3")))
                        .map(Event::id))
                .then(() -> Awaitility.await().until(() -> broker.ids.size() == 3))
                .then(() -> broker.confirm(3, false))
                .then(() -> broker.reject(2))
                .then(() -> broker.confirm(1, false))
                .expectNext("1")
                .expectErrorSatisfies(failure -> isRefused(failure, "publish-rejected"))
                .verify(SOON);
    }

    @Test
    void sendsNothingBehindOneThatWasLostOverTheNextConnection() {
        EventPublisher publisher = publisher();
        broker.dyingAt = "2";
        StepVerifier.create(publisher
                        .publishInOrder(List.of(event("1"), event("2"), event("3"), event("4")))
                        .map(Event::id))
                .expectErrorSatisfies(failure -> isRefused(failure, "broker-unavailable"))
                .verify(SOON);
        broker.confirming = true;
        Awaitility.await().until(loop::isConnected);
        StepVerifier.create(publisher.publish(event("5"))).expectComplete().verify(SOON);
        assertThat(broker.ids).containsExactly("1", "2", "5");
    }

    @Test
    void sendsNothingBehindOneThatWasBeyondTheBound() {
        EventPublisher publisher = publisher(2, SOON);
        broker.confirming = true;
        StepVerifier.create(publisher
                        .publishInOrder(List.of(event("1"), event("2"), event("3"), event("4"), event("5")))
                        .map(Event::id)
                        .collectList()
                        .onErrorResume(ProblemException.class, overloaded -> Mono.empty()))
                .thenConsumeWhile(published -> true)
                .expectComplete()
                .verify(SOON);
        assertThat(broker.ids).isEqualTo(List.of("1", "2", "3", "4", "5").subList(0, broker.ids.size()));
    }

    @Test
    void tellsTheEventThatIsLargerThanTheBrokerTakesFromThoseBesideIt() {
        EventPublisher publisher = publisher();
        Event large = event("as large as that");
        StepVerifier.create(publisher.publishInOrder(List.of(large, event("2"))).map(Event::id))
                .then(() -> Awaitility.await().until(() -> broker.ids.size() == 2))
                .then(() -> broker.close(406, PUBLISH))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                                        problem.getStatusCode().value())
                                .isEqualTo(413)))
                .verify(SOON);
        assertThat(refused("too_large")).isEqualTo(1);
    }

    @Test
    void tellsTheEventThatIsLargerThanTheBrokerTakesFromThoseLostBeforeIt() {
        EventPublisher publisher = publisher();
        Event large = event("as large as that");
        StepVerifier.create(publisher
                        .publishInOrder(List.of(event("1"), event("2"), large, event("3")))
                        .map(Event::id))
                .then(() -> Awaitility.await().until(() -> broker.ids.size() == 4))
                .then(() -> broker.confirm(1, false))
                .expectNext("1")
                .then(() -> broker.close(406, PUBLISH))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(EventTooLarge.class, refusal -> assertThat(refusal.event())
                                .isEqualTo(large)))
                .verify(SOON);
        assertThat(refused("too_large")).isEqualTo(1);
    }

    @Test
    void takesACloseForAnythingElseAsTheBrokersState() {
        EventPublisher publisher = publisher();
        StepVerifier.create(publisher.publish(event("1")))
                .then(() -> Awaitility.await().until(() -> broker.sent.size() == 1))
                .then(() -> broker.close(406, ACK))
                .expectErrorSatisfies(failure -> isRefused(failure, "broker-unavailable"))
                .verify(SOON);
        assertThat(refused("too_large")).isZero();
    }

    @Test
    void givesUpAConnectionThatConfirmsNothing() {
        EventPublisher publisher = publisher(10, Duration.ofMillis(50));
        StepVerifier.create(publisher.publish(event("1"))).expectError().verify(SOON);
        Awaitility.await().until(() -> broker.connections.get() >= 2 && loop.isConnected());
        assertThat(registry.get("fourways.publishing.in.flight").gauge().value())
                .isZero();
    }
}
