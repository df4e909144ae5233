package io.fourways.dispatch.intake;

import static io.fourways.dispatch.intake.IntakeSetting.await;
import static io.fourways.dispatch.intake.IntakeSetting.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import io.fourways.contract.Topology;
import io.fourways.system.broker.Brokers;
import io.fourways.system.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeIT {

    private IntakeSetting intake;

    @BeforeEach
    void start() {
        intake = new IntakeSetting(TestDatabase.create(), Brokers.newVirtualHost());
        intake.start();
    }

    @AfterEach
    void stop() {
        intake.close();
    }

    @Test
    void makesMessagesOfWhatAppsSubscribedAndOwesThem() throws Exception {
        intake.app("app_1", "orders.*", "chat.**");
        intake.app("app_2", "orders.eu");
        intake.endpoint("ep_1", "app_1");
        intake.endpoint("ep_2", "app_2");
        intake.awaitBound("chat.# orders.* orders.eu");
        intake.publish(event("1", "orders.eu"), "orders.eu");
        intake.publish(event("2", "chat"), "chat");
        intake.publish(event("3", "chat.a.b"), "chat.a.b");
        intake.publish(event("4", "orders"), "orders");
        intake.publish(event("5", "orders.us"), "orders.us");
        await(() -> assertThat(intake.database()
                        .text("SELECT string_agg(event_id || app_id, ' ' ORDER BY event_id, app_id) FROM message"))
                .isEqualTo("1app_1 1app_2 2app_1 3app_1 5app_1"));
        assertThat(intake.database()
                        .text("SELECT string_agg(endpoint_id, ' ' ORDER BY message_id, endpoint_id) FROM delivery"))
                .isEqualTo("ep_1 ep_2 ep_1 ep_1 ep_1");
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isZero());
    }

    @Test
    void keepsJsonAsItWasSentAndWrapsWhatIsNone() throws Exception {
        intake.app("app_1", "**");
        intake.awaitBound("#");
        intake.publish(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"c\","
                        + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\","
                        + "\"data\":{\"n\":1.0e0,\"n\":\"\\u00e4\"}}",
                "c");
        String text = "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"c\","
                + "\"datacontenttype\":\"text/plain\",\"data_base64\":\"aGVsbG8=\"}";
        intake.publish(text, "c");
        await(() -> assertThat(intake.database()
                        .text("SELECT string_agg(convert_from(payload, 'UTF8'), ' ' ORDER BY event_id) FROM message"))
                .isEqualTo("{\"n\":1.0e0,\"n\":\"\\u00e4\"} " + text));
        assertThat(intake.database()
                        .text("SELECT traceparent || channels[1] || event_type FROM message WHERE event_id = '1'"))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01ct");
    }

    @Test
    void leavesOutWhatTellsOfAMessageOfTheSameApp() throws Exception {
        intake.app("app_1", "webhooks.**");
        intake.app("app_2", "webhooks.**");
        intake.awaitBound("webhooks.#");
        intake.publish(event("1", "webhooks.app_1.t", "\"fourwaysapp\":\"app_1\""), "webhooks.app_1.t");
        intake.publish(event("2", "webhooks.x", "\"fourwaysoperational\":true"), "webhooks.x");
        await(() -> assertThat(intake.database()
                        .text("SELECT string_agg(event_id || app_id || operational, ' '"
                                + " ORDER BY event_id, app_id) FROM message"))
                .isEqualTo("1app_2false 2app_1true 2app_2true"));
    }

    @Test
    void isBoundToExactlyWhatIsSubscribedWhoeverChangesIt() throws Exception {
        intake.start();
        intake.app("app_1", "a.*", "b");
        intake.app("app_2", "b");
        intake.awaitBound("a.* b");
        intake.database().execute("UPDATE app SET channels = '{c.**}' WHERE id = 'app_1'");
        intake.awaitBound("b c.#");
        intake.database().execute("DELETE FROM app WHERE id = 'app_2'");
        intake.awaitBound("c.#");
        intake.stopAll();
        intake.publish(event("1", "a.x"), "a.x");
        intake.publish(event("2", "b"), "b");
        intake.publish(event("3", "c"), "c");
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isEqualTo(1));
    }

    /** As when it is killed within a turn, after the broker has done its part. */
    @Test
    void unbindsWhatATurnHasBoundThatCouldNotSaySo() throws Exception {
        intake.database()
                .execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''refused''; END'");
        intake.database()
                .execute("CREATE TRIGGER refuses BEFORE INSERT OR UPDATE ON binding FOR EACH ROW"
                        + " WHEN (NEW.bound_at IS NOT NULL) EXECUTE FUNCTION refuse()");
        intake.app("app_1", "a");
        await(() -> {
            intake.publish(event("1", "a"), "a");
            assertThat(intake.database().count("SELECT count(*) FROM message")).isEqualTo(1);
        });
        intake.database().execute("UPDATE app SET channels = '{b}'");
        intake.database().execute("DROP TRIGGER refuses ON binding");
        intake.awaitBound("b");
        intake.stopAll();
        intake.publish(event("2", "a"), "a");
        intake.publish(event("3", "b"), "b");
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isEqualTo(1));
    }

    @Test
    void putsPoisonToTheDeadLettersWithItsCauseAndGoesOn() throws Exception {
        intake.app("app_1", "**");
        intake.awaitBound("#");
        intake.publish("no event", "a");
        intake.publish("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}", "b");
        intake.publish(event("2", "c"), "c");
        await(() -> assertThat(intake.database().text("SELECT string_agg(event_id, ' ') FROM message"))
                .isEqualTo("2"));
        await(() -> assertThat(intake.ready(Topology.DEAD_LETTERS)).isEqualTo(2));
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isZero());
        intake.withChannel(channel -> {
            GetResponse first = channel.basicGet(Topology.DEAD_LETTERS, true);
            assertThat(first.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("no event");
            assertThat(first.getProps().getHeaders().get(DeadLetters.CAUSE).toString())
                    .startsWith("no event: body ");
            assertThat(first.getProps().getHeaders().get(DeadLetters.CHANNEL)).hasToString("a");
            GetResponse second = channel.basicGet(Topology.DEAD_LETTERS, true);
            assertThat(second.getProps().getHeaders().get(DeadLetters.CAUSE))
                    .hasToString("no event: channel is missing");
        });
        assertThat(intake.counted("fourways.intake.poison")).isEqualTo(2);
    }

    /** Each message takes a thousandth of the time that a transaction may take, and all of them together twice that. */
    @Test
    void storesWhatTooManyAppsHaveSubscribedToForOneTransaction() throws Exception {
        intake.stopAll();
        intake.database()
                .execute("CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(0.001); RETURN NEW; END'");
        intake.database()
                .execute("CREATE TRIGGER dawdles BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION dawdle()");
        intake.database()
                .execute("INSERT INTO app (id, name, channels, created_at, updated_at)"
                        + " SELECT 'app_' || n, 'n', '{c}', now(), now() FROM generate_series(1, 2000) n");
        intake.endpoint("ep_1", "app_1");
        intake.start("fourways.dispatch.database.statement-timeout=1s");
        intake.awaitBound("c");
        intake.publish(event("1", "c"), "c");
        await(() -> assertThat(intake.ready(Topology.WEBHOOKS)).isZero());
        await(() -> assertThat(intake.database().count("SELECT count(*) FROM message"))
                .isEqualTo(2_000));
        intake.publish(event("2", "c"), "c");
        await(() -> assertThat(intake.database().count("SELECT count(*) FROM message WHERE event_id = '2'"))
                .isEqualTo(2_000));
        assertThat(intake.database().count("SELECT count(*) FROM message")).isEqualTo(4_000);
        assertThat(intake.database().count("SELECT count(*) FROM delivery")).isEqualTo(2);
        assertThat(intake.ready(Topology.DEAD_LETTERS)).isZero();
    }
}
