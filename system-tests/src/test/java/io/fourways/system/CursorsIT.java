package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.Installation;
import io.fourways.system.service.ServiceProcess;
import io.fourways.system.service.StandaloneProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CursorsIT {

    private static final String CHANNEL = "cursors.test";

    private static final Map<String, String> SMALL = Map.of(
            "FOURWAYS_LOG_MAX_BYTES",
            "2MB",
            "FOURWAYS_LOG_SEGMENT_SIZE",
            "500KB",
            "FOURWAYS_GATEWAY_WINDOW_MAX_EVENTS",
            "5");

    private static BrokerAddress broker;

    /** Whose log is small. */
    private static Installation installation;

    @BeforeAll
    static void start() {
        broker = Brokers.newVirtualHost();
        installation = Installation.on(broker, 1, SMALL);
    }

    @AfterAll
    static void end() {
        installation.close();
    }

    @Test
    void saysAGapWhenRetentionHasPassedTheCursor() {
        installation.publisher().publish("cursors.forgotten", "1");
        String cursor = publishAndRead(installation.publisher(), installation.gateway());
        String filler = '"' + "x".repeat(100_000) + '"';
        for (int i = 0; i < 80; i++) {
            installation.publisher().publish(CHANNEL, filler);
        }
        installation.publisher().publish("cursors.quiet", "1");
        installation.publisher().publish("cursors.quiet", "2");
        for (int i = 0; i < 5; i++) {
            installation.publisher().publish(CHANNEL, "1");
        }
        installation.publisher().publish(CHANNEL, "\"end\"", "ce-id", "end");

        try (ServiceProcess fresh = installation.gatewayApart()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> poll(fresh.uri(), cursor).statusCode() == 410);
            saysAGap(fresh.uri(), cursor, "expired", "end");
            listsTheChannelsThatRetentionHas(fresh.uri());
            listsTheChannelsThatRetentionHas(installation.gateway());
        }
    }

    @Test
    void saysAGapToAForgedCursor() {
        Installation shared = Installation.shared();
        String genuine = publishAndRead(shared.publisher(), shared.gateway());
        shared.publisher().publish(CHANNEL, "2", "ce-id", "end");

        saysAGap(shared.gateway(), otherLastCharacters(genuine), "unknown", "end");
        saysAGap(shared.gateway(), "made-up", "unknown", "end");
        saysAGap(shared.gateway(), "A".repeat(64), "unknown", "end");
    }

    @Test
    void saysAGapToACursorOfARecreatedStream() throws Exception {
        String cursor = publishAndRead(installation.publisher(), installation.gateway());
        installation.gateway(0).kill9();
        delete(broker);
        installation.gateway(0).restart();
        publishAndRead(installation.publisher(), installation.gateway());
        installation.publisher().publish(CHANNEL, "2", "ce-id", "recreated");

        saysAGap(installation.gateway(), cursor, "unknown", "recreated");
    }

    @Test
    void saysAGapToACursorFromBeforeARestartOfTheEmbeddedBroker() {
        try (StandaloneProcess standalone = StandaloneProcess.start()) {
            String cursor = publishAndRead(standalone.publisher(), standalone.gateway());

            standalone.killAndRestart();

            publishAndRead(standalone.publisher(), standalone.gateway());
            standalone.publisher().publish(CHANNEL, "2", "ce-id", "end");
            saysAGap(standalone.gateway(), cursor, "unknown", "end");
        }
    }

    /** The cursor of the first event on the channel, as a client got it. */
    private static String publishAndRead(Publisher publisher, URI gateway) {
        publisher.publish(CHANNEL, "1");
        Journal journal = new Journal("earliest");
        try (Reader reader = Reader.start(Way.SSE, List.of(gateway), Subscription.to(CHANNEL), journal)) {
            return reader.journal().awaitSize(1).events().get(0).cursor();
        }
    }

    /** Each way says the gap, and goes on from what is there to the last event. */
    private static void saysAGap(URI gateway, String cursor, String reason, String lastId) {
        refusesToPoll(gateway, cursor);
        for (Way way : Way.values()) {
            Journal journal = new Journal(cursor);
            try (Reader unused = Reader.start(way, List.of(gateway), Subscription.to(CHANNEL), journal)) {
                await().untilAsserted(() -> assertThat(journal.ids())
                        .as("by %s after %s; gaps: %s, notices: %s", way, cursor, journal.gaps(), journal.notices())
                        .contains(lastId));
            }
            assertThat(journal.gaps()).as("by %s", way).hasSize(1);
            describesTheGap(way, JsonTexts.tree(journal.gaps().get(0)), cursor, reason);
        }
    }

    /** Also of those whose events are behind its window, and none whose events retention has passed. */
    private static void listsTheChannelsThatRetentionHas(URI gateway) {
        JsonNode list = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> JsonTexts.tree(
                                Http.get(gateway.resolve("/v1/channels")).body()),
                        answer -> answer.required("complete").booleanValue());
        assertThat(list.required("channels").valueStream())
                .extracting(channel -> channel.required("channel").stringValue())
                .containsExactly("cursors.quiet", CHANNEL);
        JsonNode quiet = list.required("channels").get(0);
        assertThat(quiet.required("events").intValue()).isEqualTo(2);
        assertThat(Instant.parse(quiet.required("lastEventAt").stringValue()))
                .isAfter(Instant.now().minus(Duration.ofHours(1)));
    }

    private static void refusesToPoll(URI gateway, String cursor) {
        HttpResponse<String> answer = poll(gateway, cursor);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(410);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JsonTexts.tree(answer.body()).required("type").stringValue()).endsWith("/problems/cursor-gone");
    }

    private static void describesTheGap(Way way, JsonNode gap, String cursor, String reason) {
        assertThat(gap.path("earliest").stringValue("")).as("%s", gap).isNotEmpty();
        if (way == Way.SSE || way == Way.WEB_SOCKET) {
            assertThat(gap.path("requested").stringValue("")).isEqualTo(cursor);
            assertThat(gap.path("reason").stringValue("")).isEqualTo(reason);
        } else {
            assertThat(gap.path("latest").stringValue("")).isNotEmpty();
        }
    }

    private static HttpResponse<String> poll(URI gateway, String cursor) {
        return Http.get(Subscription.to(CHANNEL).at(gateway, cursor));
    }

    private static String otherLastCharacters(String cursor) {
        String end = cursor.substring(cursor.length() - 3);
        return cursor.substring(0, cursor.length() - 3) + (end.equals("abc") ? "def" : "abc");
    }

    private static void delete(BrokerAddress broker) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDelete("fourways.log");
        }
    }
}
