package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the readers treat answers, each of which the test writes itself. */
class ReadingTests {

    private static final String EVENT =
            "{\"cursor\":\"c%1$s\",\"specversion\":\"1.0\",\"id\":\"%1$s\",\"source\":\"/s\",\"time\":\"2026-01-01T00:00:00Z\"}";

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> queries = new ArrayList<>();
    private final List<Headers> headers = new ArrayList<>();
    private HttpServer gateway;
    private Subscriber subscriber;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/v1/events", this::answer);
        gateway.start();
        URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        subscriber = new Subscriber(address, List.of("chat.*"), "c0");
        subscriber.hurry();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void shortPollReadsOnFromWhereItIs() throws Exception {
        Polling polling = Polling.ofShortKind();
        answers.add(new Answer(200, "{\"events\":[" + event("1") + "],\"cursor\":\"c7\",\"more\":true}"));
        answers.add(new Answer(304, ""));

        polling.read(subscriber);
        polling.read(subscriber);

        assertThat(queries).containsExactly("channel=chat.*&after=c0", "channel=chat.*&after=c7");
        assertThat(headers.get(1).getFirst("If-None-Match")).isEqualTo("\"c7\"");
        assertThat(subscriber.tally().figures(0).cells()).startsWith("1", "2", "1");
    }

    @Test
    void longPollAsksToBeKeptWaiting() throws Exception {
        answers.add(new Answer(200, "{\"events\":[],\"cursor\":\"c1\",\"more\":false}"));
        Polling.ofLongKind().read(subscriber);
        assertThat(headers.get(0).getFirst("Prefer")).isEqualTo("wait=30");
        assertThat(subscriber.cursor()).isEqualTo("c1");
        assertThat(subscriber.tally().figures(0).empty()).isEqualTo(1);
    }

    @Test
    void eventStreamTakesEventsAndPositions() throws Exception {
        answers.add(new Answer(
                200,
                "retry: 2000\n\n:\n\nid: c1\ndata: " + event("1") + "\n\nid: c2\ndata: " + event("2")
                        + "\n\nid: c9\n\n"));
        new EventStreamReading().read(subscriber);
        assertThat(headers.get(0).getFirst("Accept")).isEqualTo("text/event-stream");
        assertThat(subscriber.tally().identities()).containsExactly("/s 1", "/s 2");
        assertThat(subscriber.cursor()).isEqualTo("c9");
    }

    @Test
    void eventStreamDoesNotGoOnAfterAGap() {
        answers.add(new Answer(200, "event: gap\ndata: {\"reason\":\"expired\"}\n\n"));
        assertThatThrownBy(() -> new EventStreamReading().read(subscriber))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("gap");
    }

    @Test
    void pollDoesNotGoOnAfterAProblem() {
        answers.add(new Answer(410, "{\"type\":\"cursor-gone\"}"));
        assertThatThrownBy(() -> Polling.ofShortKind().read(subscriber))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("410");
    }

    private static String event(String id) {
        return EVENT.formatted(id);
    }

    private void answer(HttpExchange exchange) throws IOException {
        queries.add(exchange.getRequestURI().getQuery());
        headers.add(exchange.getRequestHeaders());
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, String body) {}
}
