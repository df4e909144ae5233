package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.Installation;
import io.fourways.system.service.ServiceProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One gateway that serves both logs, and two that serve one each. */
class SeveralLogsIT {

    private static final Map<String, String> LOGS = Map.of("FOURWAYS_LOGS_SHOP", "orders,payments");

    /** Two thousand in the campaign. */
    private static final int EVENTS = Integer.getInteger("fourways.campaign.log-events", 800);

    private static Installation installation;
    private static ServiceProcess shop;
    private static ServiceProcess rest;

    @BeforeAll
    static void start() {
        installation = Installation.on(Brokers.newVirtualHost(), 1, LOGS);
        shop = installation.gatewayApart(Map.of("FOURWAYS_GATEWAY_LOGS", "shop"));
        rest = installation.gatewayApart(Map.of("FOURWAYS_GATEWAY_LOGS", "default"));
    }

    @AfterAll
    static void end() {
        rest.close();
        shop.close();
        installation.close();
    }

    @Test
    void eachEventIsInItsLogOnly() {
        installation.publisher().publish("orders.only", "1", "ce-id", "in-shop");
        installation.publisher().publish("orders", "1", "ce-id", "first-segment-alone");
        installation.publisher().publish("only.orders", "1", "ce-id", "in-default");

        assertThat(read(shop.uri(), "orders.only")).containsExactly("in-shop");
        assertThat(read(installation.gateway(), "orders")).containsExactly("first-segment-alone");
        assertThat(read(rest.uri(), "only.orders")).containsExactly("in-default");
        assertThat(listed(shop.uri())).contains("orders", "orders.only").doesNotContain("only.orders");
        assertThat(listed(rest.uri())).contains("only.orders").doesNotContain("orders", "orders.only");
        assertThat(listed(installation.gateway())).contains("only.orders", "orders", "orders.only");
    }

    @Test
    void everyWayGoesOnWithItsCursorAtAnotherGatewayOfTheLogWhenItsOwnIsKilled() {
        try (ServiceProcess doomed = installation.gatewayApart(Map.of("FOURWAYS_GATEWAY_LOGS", "shop"))) {
            List<Reader> readers = new ArrayList<>();
            for (Way way : Way.values()) {
                readers.add(Reader.start(
                        way,
                        List.of(doomed.uri(), shop.uri(), installation.gateway()),
                        Subscription.to("payments.**"),
                        new Journal("earliest")));
            }
            try (SteadyLoad load = SteadyLoad.start(installation.publisher(), "payments.load", EVENTS, 200)) {
                load.awaitAccepted(EVENTS / 3);
                doomed.kill9();
                load.awaitAccepted(EVENTS);
                for (Reader reader : readers) {
                    reader.journal().awaitSize(EVENTS);
                    assertThat(reader.journal().gaps())
                            .as("gaps of %s", reader.way())
                            .isEmpty();
                    load.ledger().assertHeldBy(reader.journal(), reader.way());
                }
            }
            readers.forEach(Reader::close);
        }
    }

    @Test
    void aCursorOfAnotherLogIsAGap() {
        installation.publisher().publish("orders.cursors", "1", "ce-id", "cursors-shop");
        installation.publisher().publish("cursors", "1", "ce-id", "cursors-default");
        String ofShop = event(shop.uri(), "orders.cursors").required("cursor").stringValue();
        String ofDefault = event(rest.uri(), "cursors").required("cursor").stringValue();

        assertThat(ofShop).startsWith("shop.").hasSizeLessThanOrEqualTo(64);
        assertThat(ofDefault).doesNotContain(".");
        for (URI gateway : List.of(shop.uri(), installation.gateway())) {
            saysAGap(gateway, "orders.cursors", ofDefault, "cursors-shop");
        }
        for (URI gateway : List.of(rest.uri(), installation.gateway())) {
            saysAGap(gateway, "cursors", ofShop, "cursors-default");
        }
    }

    @Test
    void whatIsServedElsewhereOrInSeveralLogsIsRefused() {
        refuses(shop.uri(), 421, "log-not-served", "news");
        refuses(rest.uri(), 421, "log-not-served", "orders.eu");
        refuses(rest.uri(), 400, "several-logs", "**");
        refuses(installation.gateway(), 400, "several-logs", "*.eu");
        refuses(installation.gateway(), 400, "several-logs", "orders.eu", "news");
    }

    @Test
    void cursorsFromBeforeThereWereSeveralStayGood() {
        BrokerAddress broker = Brokers.newVirtualHost();
        String before;
        try (Installation one = Installation.on(broker, 1)) {
            one.publisher().publish("kept.channel", "1", "ce-id", "before");
            before = Positions.now(one.gateway());
            one.publisher().publish("kept.channel", "1", "ce-id", "between");
        }
        try (Installation several = Installation.on(broker, 1, LOGS)) {
            several.publisher().publish("orders.eu", "1", "ce-id", "apart");
            several.publisher().publish("kept.channel", "1", "ce-id", "after");

            Journal journal = new Journal(before);
            try (Reader reader =
                    Reader.start(Way.SSE, several.gateways(), Subscription.to("kept.*", "kept.channel"), journal)) {
                assertThat(reader.journal().awaitSize(2).ids()).containsExactly("between", "after");
            }
            assertThat(journal.gaps()).isEmpty();
            assertThat(listed(several.gateway())).containsExactly("kept.channel", "orders.eu");
            assertThat(recordsOfTheDefaultLog(several)).isEqualTo(3);
        }
    }

    /** What a gateway has read of it that is an event: had it been kept twice, it would count there as well. */
    private static int recordsOfTheDefaultLog(Installation several) {
        return Http.get(several.gateway(0).management("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith("fourways_gateway_log_records_total{")
                        && line.contains("kind=\"event\"")
                        && line.contains("log=\"default\""))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void saysAGap(URI gateway, String channel, String cursor, String lastId) {
        HttpResponse<String> poll = Http.get(Subscription.to(channel).at(gateway, cursor));
        assertThat(poll.statusCode()).as(poll.body()).isEqualTo(410);
        assertThat(JsonTexts.tree(poll.body()).required("reason").stringValue()).isEqualTo("unknown");
        for (Way way : Way.values()) {
            Journal journal = new Journal(cursor);
            try (Reader reader = Reader.start(way, List.of(gateway), Subscription.to(channel), journal)) {
                assertThat(reader.journal().awaitSize(1).ids()).as("by %s", way).contains(lastId);
            }
            assertThat(journal.gaps()).as("by %s", way).hasSize(1);
        }
    }

    private static void refuses(URI gateway, int status, String type, String... channels) {
        HttpResponse<String> answer = Http.get(Subscription.to(channels).at(gateway, ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonTexts.tree(answer.body()).required("type").stringValue()).endsWith("/problems/" + type);
    }

    private static List<String> read(URI gateway, String channel) {
        return events(gateway, channel)
                .valueStream()
                .map(event -> event.required("id").stringValue())
                .toList();
    }

    private static JsonNode event(URI gateway, String channel) {
        return events(gateway, channel).get(0);
    }

    /** Polled for, since the gateway may be a moment behind the confirm. */
    private static JsonNode events(URI gateway, String channel) {
        Subscription long30 = Subscription.to(channel).with("&wait=30");
        HttpResponse<String> answer = Http.get(long30.at(gateway, "earliest"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonTexts.tree(answer.body()).required("events");
    }

    private static List<String> listed(URI gateway) {
        return JsonTexts.tree(Http.get(gateway.resolve("/v1/channels")).body())
                .required("channels")
                .valueStream()
                .map(channel -> channel.required("channel").stringValue())
                .toList();
    }
}
