package io.fourways.standalone.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.standalone.Service;
import io.fourways.standalone.Standalone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the services say of themselves: that it is what {@code docs/metrics.md} says, and that it is true. */
class MetricsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int EVENTS = 25;
    private static final Standalone STANDALONE = new Standalone(List.of(
            "--FOURWAYS_GATEWAY_PORT=0",
            "--FOURWAYS_PRODUCER_PORT=0",
            "--FOURWAYS_INGEST_PORT=0",
            "--FOURWAYS_DISPATCH_PORT=0",
            "--fourways.security.mode=open",
            "--fourways.ingest.sources.shop.provider=token",
            "--fourways.ingest.sources.shop.secrets=hush"));
    private static final List<String> WAYS = List.of("short-poll", "long-poll", "sse", "websocket");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final AtomicInteger framed = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        STANDALONE.start();
        assertThat(STANDALONE.awaitReady(PATIENCE)).isTrue();
    }

    @AfterAll
    static void stop() {
        STANDALONE.close();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void areThoseOnThePageAndNoOthers(Service service) throws Exception {
        webhook("Bearer hush", 200);
        webhook("Bearer wrong", 401);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Scrape.of(STANDALONE, service).meters())
                        .containsExactlyEntriesOf(MetricsPage.of(service)));
    }

    private static void webhook(String token, int answer) throws IOException, InterruptedException {
        HttpRequest webhook = HttpRequest.newBuilder(
                        STANDALONE.address(Service.INGEST).resolve("/webhooks/shop"))
                .header("Content-Type", "application/json")
                .header("Authorization", token)
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(CLIENT.send(webhook, BodyHandlers.ofString()).statusCode()).isEqualTo(answer);
    }

    @Test
    @Timeout(120)
    void sayHowManyEventsWereReadByEachWayAndHowStaleTheyWere() throws Exception {
        String cursor = cursor(poll(""));
        try (Stream<String> stream = stream()) {
            WebSocket webSocket = webSocket();
            await().atMost(PATIENCE).until(() -> isLive("sse") && isLive("websocket"));

            for (int i = 0; i < EVENTS; i++) {
                publish();
            }
            assertThat(stream.filter(line -> line.startsWith("data:")).limit(EVENTS))
                    .hasSize(EVENTS);
            await().atMost(PATIENCE).until(() -> framed.get() == EVENTS);
            assertThat(poll("&after=" + cursor).split("specversion", -1)).hasSize(1 + EVENTS);
            assertThat(poll("&wait=20&after=" + cursor).split("specversion", -1))
                    .hasSize(1 + EVENTS);
            webSocket.abort();
        }

        Scrape gateway = Scrape.of(STANDALONE, Service.GATEWAY);
        for (String way : WAYS) {
            assertThat(gateway.sum("fourways_gateway_out_events_total", "way", way))
                    .as(way)
                    .isEqualTo(EVENTS);
            assertThat(gateway.sum("fourways_gateway_staleness_seconds_count", "way", way))
                    .as(way)
                    .isBetween(1.0, (double) EVENTS);
        }
        assertThat(gateway.sum("fourways_gateway_polls_total", "way", "short-poll", "outcome", "empty"))
                .isEqualTo(1);
        assertThat(gateway.sum("fourways_gateway_polls_total", "outcome", "events"))
                .isEqualTo(2);
        assertThat(gateway.sum("fourways_publishing_confirm_seconds_count")).isZero();
        assertThat(Scrape.of(STANDALONE, Service.PRODUCER).sum("fourways_publishing_confirm_seconds_count"))
                .isGreaterThanOrEqualTo(EVENTS);
    }

    private static boolean isLive(String way) throws IOException, InterruptedException {
        return Scrape.of(STANDALONE, Service.GATEWAY).sum("fourways_gateway_subscriptions", "way", way, "state", "live")
                == 1;
    }

    private static void publish() throws IOException, InterruptedException {
        URI channel = STANDALONE.address(Service.PRODUCER).resolve("/v1/channels/metrics/events");
        HttpRequest event = HttpRequest.newBuilder(channel)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(CLIENT.send(event, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    private static String poll(String from) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(events(from)).build(), BodyHandlers.ofString())
                .body();
    }

    private static Stream<String> stream() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(events(""))
                .header("Accept", "text/event-stream")
                .build();
        return CLIENT.send(request, BodyHandlers.ofLines()).body();
    }

    private WebSocket webSocket() {
        URI uri = URI.create(events("").toString().replace("http:", "ws:"));
        return CLIENT.newWebSocketBuilder()
                .buildAsync(uri, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        if (text.toString().contains("specversion")) {
                            framed.incrementAndGet();
                        }
                        socket.request(1);
                        return null;
                    }
                })
                .join();
    }

    private static URI events(String from) {
        return STANDALONE.address(Service.GATEWAY).resolve("/v1/events?channel=metrics" + from);
    }

    private static String cursor(String page) {
        String member = "\"cursor\":\"";
        int begin = page.lastIndexOf(member) + member.length();
        return page.substring(begin, page.indexOf('"', begin));
    }
}
