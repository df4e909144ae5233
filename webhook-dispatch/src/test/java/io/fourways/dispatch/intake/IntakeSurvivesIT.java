package io.fourways.dispatch.intake;

import static io.fourways.dispatch.intake.IntakeSetting.await;
import static io.fourways.dispatch.intake.IntakeSetting.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Topology;
import io.fourways.system.broker.RabbitNode;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is published is taken in, once, though the database or the broker is killed ({@code kill -9}). */
@Order(1)
class IntakeSurvivesIT {

    /** By when a broker that is killed knows what was declared: docs/guarantees.md, "Not guaranteed". */
    private static final Duration KNOWN_FOR_GOOD = Duration.ofSeconds(5);

    private static final TestDatabase ALONE = TestDatabase.mortal();

    private static RabbitNode node;

    private final TestDatabase server = ALONE.another();
    private IntakeSetting intake;

    @BeforeAll
    static void startBroker() {
        node = RabbitNode.started();
    }

    @AfterAll
    static void endBroker() {
        node.close();
    }

    @BeforeEach
    void start() {
        intake = new IntakeSetting(server, node.newVirtualHost());
        intake.start();
    }

    @AfterEach
    void stop() {
        intake.close();
    }

    @Test
    void bindsAnewOnANewConnection() throws Exception {
        intake.app("app_1", "a");
        intake.awaitBound("a");
        intake.withChannel(channel -> channel.queueUnbind(Topology.WEBHOOKS, Topology.EXCHANGE, "a"));
        node.kill9();
        node.start();
        await(() -> {
            intake.publish(event("1", "a"), "a");
            assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(1);
        });
    }

    @Test
    void keepsWhatComesWhileTheDatabaseIsAway() throws Exception {
        intake.app("app_1", "**");
        intake.endpoint("ep_1", "app_1");
        intake.awaitBound("#");
        server.kill();
        try {
            for (int i = 0; i < 200; i++) {
                intake.publish(event(Integer.toString(i), "c"), "c");
            }
        } finally {
            server.restart();
        }
        await(() -> assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(200));
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isZero());
        assertThat(server.count("SELECT count(*) FROM delivery")).isEqualTo(200);
        assertThat(intake.ready(Topology.DEAD_LETTERS)).isZero();
    }

    /** In memory there are no more than it was told, however large they are; the others wait in the queue. */
    @Test
    void holdsAsManyEventsAsItMayWhileTheDatabaseIsAway() throws Exception {
        intake.stopAll();
        intake.start("fourways.dispatch.intake.prefetch=64");
        intake.app("app_1", "**");
        intake.awaitBound("#");
        String large = "\"data\":{\"x\":\"" + "x".repeat(1_000_000) + "\"}";
        int events = 150;
        server.kill();
        try {
            for (int i = 0; i < events; i++) {
                intake.publish(event(Integer.toString(i), "c").replace("\"data\":{}", large), "c");
            }
            await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isEqualTo(events - 64));
        } finally {
            server.restart();
        }
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isZero());
        await(() -> assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(events));
    }

    @Test
    void makesNothingTwiceWhenTheBrokerIsKilledAndDeliversAgain() throws Exception {
        intake.start();
        intake.app("app_1", "c.*");
        intake.endpoint("ep_1", "app_1");
        intake.awaitBound("c.*");
        Thread.sleep(KNOWN_FOR_GOOD.toMillis());
        int events = 3_000;
        Thread killing = new Thread(() -> {
            await(() -> assertThat(server.count("SELECT count(*) FROM message")).isGreaterThan(200));
            node.kill9();
            node.start();
        });
        killing.start();
        try {
            intake.publishAll(events);
        } finally {
            killing.join();
        }
        await(() -> assertThat(server.count("SELECT count(DISTINCT event_id) FROM message"))
                .isEqualTo(events));
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isZero());
        assertThat(server.count("SELECT count(*) FROM message")).isEqualTo(events);
        assertThat(server.count("SELECT count(*) FROM delivery")).isEqualTo(events);
        assertThat(intake.ready(Topology.DEAD_LETTERS)).isZero();
        assertThat(intake.counted("fourways.intake.failures", "cause", "unexpected"))
                .as("failures that neither the broker nor the database is said to be to blame for")
                .isZero();
    }
}
