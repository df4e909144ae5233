package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.RawWebSocket;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StalledReader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.service.Installation;
import io.fourways.system.service.ServiceProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway beside those of the shared installation, some of whose channels have policies. */
class ChannelPoliciesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BULK = '"' + "x".repeat(200_000) + '"';
    private static final int BULKY = 60;
    private static final String POLICIES = """
            {"fourways":{"channels":{
              "[policies.feed.**]":{"ways":["sse"],"client-publish":false},
              "[policies.price]":{"conflate":"channel"},
              "[policies.strict]":{"lagging":"disconnect"},
              "[policies.tick]":{"max-rate":2},
              "[policies.calm]":{"linger":"200ms"},
              "[policies.brief]":{"retention":"1s"}}}}
            """;

    private static final Installation INSTALLATION = Installation.shared();
    private static ServiceProcess gateway;

    private final Publisher publisher = INSTALLATION.publisher();

    @BeforeAll
    static void startGateway() {
        gateway = INSTALLATION.gatewayApart(Map.of("SPRING_APPLICATION_JSON", POLICIES));
    }

    @AfterAll
    static void endGateway() {
        gateway.close();
    }

    @Test
    void refusesTheWaysThatAreNotAllowedAndClientsThatPublish() {
        URI feed = at(Subscription.to("policies.feed.a"));
        HttpResponse<String> poll = Http.get(feed);
        assertThat(poll.statusCode()).isEqualTo(403);
        assertThat(poll.body()).contains("/problems/way-not-allowed\"");
        assertThat(Http.get(at(Subscription.to("policies.**").with("&wait=1"))).statusCode())
                .isEqualTo(403);
        try (RawWebSocket socket = RawWebSocket.connect(feed, Tokens.everything())) {
            assertThat(socket.receive()).isEqualTo("closed 4403");
        }
        try (RawWebSocket socket = RawWebSocket.connect(at(Subscription.to("policies.price")), Tokens.everything())) {
            socket.send("{\"id\":1,\"publish\":{\"channel\":\"policies.feed.a\",\"data\":1}}");
            assertThat(socket.receiveAnswer()).contains("/problems/client-publish-not-allowed\"");
        }
        try (Reader reader = read(Way.SSE, "policies.feed.a", now("policies.price"))) {
            publisher.publish("policies.feed.a", "1", "ce-id", "feed");
            assertThat(reader.journal().awaitSize(1).ids()).containsExactly("feed");
        }
    }

    @Test
    void givesAStalledReaderTheNewestAndNoGap() {
        String begin = now("policies.price");
        try (StalledReader stalled = StalledReader.at(gateway.uri(), Subscription.to("policies.price"))) {
            awaitLive("sse");
            publishBulk("policies.price");
            Journal journal = new Journal("");
            stalled.readOn(journal);
            await("the newest").atMost(PATIENCE).until(() -> journal.ids().contains("policies.price-" + BULKY));
            assertThat(journal.gaps()).isEmpty();
            assertThat(journal.size()).isLessThan(BULKY);
            assertThat(journal.ids()).doesNotHaveDuplicates().last().isEqualTo("policies.price-" + BULKY);
        }
        assertThat(figure("fourways_gateway_conflated_total{application=\"delivery-gateway\",way=\"sse\"}"))
                .isPositive();
        JsonNode events = json(Http.get(Subscription.to("policies.price").at(gateway.uri(), begin)))
                .get("events");
        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("id").stringValue()).isEqualTo("policies.price-" + BULKY);
    }

    @Test
    void disconnectsAStalledReaderWhichThenComesBackForEverything() {
        String begin = now("policies.strict");
        try (StalledReader stalled = StalledReader.at(gateway.uri(), Subscription.to("policies.strict"))) {
            awaitLive("sse");
            publishBulk("policies.strict");
            await("to be disconnected")
                    .atMost(PATIENCE)
                    .until(() -> figure(
                                    "fourways_gateway_closed_total{application=\"delivery-gateway\",cause=\"lagging\",way=\"sse\"}")
                            == 1);
        }
        try (Reader reader = read(Way.SSE, "policies.strict", begin)) {
            assertThat(reader.journal().awaitSize(BULKY, PATIENCE).ids()).hasSize(BULKY);
        }
    }

    @Test
    void givesAStreamTheNewestSoOftenAndTheLastOfAll() {
        int events = 200;
        try (Reader reader = read(Way.WEB_SOCKET, "policies.tick", now("policies.tick"))) {
            awaitLive("websocket");
            for (int i = 1; i <= events; i++) {
                publisher.publish("policies.tick", "1", "ce-id", "tick-" + i);
            }
            await("the last")
                    .atMost(PATIENCE)
                    .until(() -> reader.journal().ids().contains("tick-" + events));
            assertThat(reader.journal().size()).isLessThan(events);
            assertThat(reader.journal().gaps()).isEmpty();
        }
        assertThat(figure("fourways_gateway_thinned_total{application=\"delivery-gateway\",way=\"websocket\"}"))
                .isPositive();
    }

    @Test
    void losesNothingOfWhatLingers() {
        List<Reader> readers = List.of(
                read(Way.WEB_SOCKET, "policies.calm", now("policies.calm")),
                read(Way.LONG_POLL, "policies.calm", now("policies.calm")));
        for (int i = 0; i < 20; i++) {
            publisher.publish("policies.calm", "1", "ce-id", "calm-" + i);
        }
        for (Reader reader : readers) {
            assertThat(reader.journal().awaitSize(20).ids()).hasSize(20).doesNotHaveDuplicates();
            reader.close();
        }
    }

    @Test
    void tellsWhoComesBackTooLateForABriefChannelAndNobodyElse() {
        String begin = now("policies.brief");
        publisher.publish("policies.brief", "1", "ce-id", "brief");
        Subscription brief = Subscription.to("policies.brief");
        await("to be outlived")
                .atMost(PATIENCE)
                .until(() -> Http.get(brief.at(gateway.uri(), begin)).statusCode() == 410);

        JsonNode gone = json(Http.get(brief.at(gateway.uri(), begin)));
        assertThat(gone.get("reason").stringValue()).isEqualTo("expired");
        HttpResponse<String> goesOn =
                Http.get(brief.at(gateway.uri(), gone.get("earliest").stringValue()));
        assertThat(goesOn.statusCode()).isEqualTo(200);
        assertThat(json(goesOn).get("events")).isEmpty();
        assertThat(json(Http.get(brief.at(INSTALLATION.gateway(), begin))).get("events"))
                .as("by a gateway that knows of no policy")
                .hasSize(1);
    }

    @Test
    void doesNotStartWithAPolicyThatIsNone() {
        String wrong = "{\"fourways\":{\"channels\":{\"[policies.**]\":{\"linger\":\"1m\"}}}}";
        try (ServiceProcess refusing = INSTALLATION.launchGatewayApart(Map.of("SPRING_APPLICATION_JSON", wrong))) {
            assertThat(refusing.awaitEnd(PATIENCE)).isNotZero();
            assertThat(refusing.log()).contains("fourways.channels[policies.**]: linger must be from 0 to 1s.");
        }
    }

    private Reader read(Way way, String channel, String after) {
        return Reader.start(way, List.of(gateway.uri()), Subscription.to(channel), new Journal(after));
    }

    private static URI at(Subscription subscription) {
        return subscription.at(gateway.uri(), "");
    }

    /** The cursor of now. */
    private static String now(String channel) {
        return json(Http.get(at(Subscription.to(channel)))).get("cursor").stringValue();
    }

    private void publishBulk(String channel) {
        for (int i = 1; i <= BULKY; i++) {
            publisher.publish(channel, BULK, "ce-id", channel + "-" + i);
        }
    }

    private static void awaitLive(String way) {
        await("a live reader by " + way)
                .atMost(PATIENCE)
                .until(() ->
                        figure("fourways_gateway_subscriptions{application=\"delivery-gateway\",state=\"live\",way=\""
                                        + way + "\"}")
                                >= 1);
    }

    private static double figure(String sample) {
        return Http.get(gateway.management("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
