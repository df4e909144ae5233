package io.fourways.gateway.read;

import static io.fourways.gateway.read.PollClient.ids;
import static io.fourways.gateway.read.PollClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Grants;
import io.fourways.gateway.log.Events;
import io.fourways.service.access.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is measured of polls and event streams, beside what their clients have received. */
class MeteredReadTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ETAG = Pattern.compile("etag: (\\S+)", Pattern.CASE_INSENSITIVE);
    private static final int EVENTS = 7;
    private static final int POLLS = 50;

    private final GatewayServer gateway = new GatewayServer();

    @BeforeEach
    void follow() {
        gateway.following();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void countsEveryByteThatAPollIsAnsweredFromItsHeadOn() throws IOException {
        append(EVENTS);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String all = poll(socket, "GET", "channel=a&after=earliest");
            Matcher etag = ETAG.matcher(all);
            assertThat(etag.find()).isTrue();
            String unchanged = poll(socket, "GET", "channel=a&after=earliest", "If-None-Match: " + etag.group(1));
            String empty = poll(socket, "GET", "channel=a");
            String head = poll(socket, "HEAD", "channel=a&after=earliest");

            assertThat(unchanged).startsWith("HTTP/1.1 304 ");
            assertThat(bytes("short-poll"))
                    .isEqualTo((double) all.length() + unchanged.length() + empty.length() + head.length());
            assertThat(events("short-poll")).isEqualTo(EVENTS);
        }
    }

    @Test
    void countsPollsByWhatTheyAreAnswered() {
        append(1);
        String etag = PollClient.get(gateway, "channel=a&after=earliest")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        PollClient.get(gateway, "channel=a&after=earliest", "If-None-Match", etag);
        PollClient.get(gateway, "channel=a");
        PollClient.get(gateway, "channel=a&wait=1");
        PollClient.get(gateway, "channel=a&after=9-0000000000000000");

        assertThat(polls("short-poll", "events")).isEqualTo(1);
        assertThat(polls("short-poll", "not-modified")).isEqualTo(1);
        assertThat(polls("short-poll", "empty")).isEqualTo(1);
        assertThat(polls("short-poll", "gone")).isEqualTo(1);
        assertThat(polls("long-poll", "empty")).isEqualTo(1);
        assertThat(counter("gaps", "way", "short-poll", "reason", "unknown")).isEqualTo(1);
        assertThat(gateway.meters.get("fourways.gateway.refused").counters()).allMatch(counter -> counter.count() == 0);
    }

    @Test
    void measuresHowStaleAPollIsThatGoesOnAndNotOneThatBegins() {
        append(3);
        HttpResponse<String> begun = PollClient.get(gateway, "channel=a&after=earliest");
        assertThat(stalenesses("short-poll")).isZero();

        append(3);
        String cursor = json(begun).get("cursor").stringValue();
        PollClient.get(gateway, "channel=a&limit=2&after=" + cursor);
        assertThat(stalenesses("short-poll"))
                .as("of one that has not come to the end")
                .isZero();

        PollClient.get(gateway, "channel=a&after=" + cursor);
        assertThat(stalenesses("short-poll")).isEqualTo(1);
    }

    @Test
    void measuresOnceHowLongAnEventTookToParkedPolls() {
        List<CompletableFuture<HttpResponse<String>>> parked = new ArrayList<>();
        for (int i = 0; i < POLLS; i++) {
            parked.add(PollClient.getAsync(gateway, "channel=a&wait=15"));
        }
        await().atMost(PATIENCE).until(() -> subscriptions("long-poll", "live") == POLLS);

        append(1);

        assertThat(parked).allMatch(poll -> ids(poll.join()).size() == 1);
        assertThat(events("long-poll")).isEqualTo(POLLS);
        long loops = Math.max(4, Runtime.getRuntime().availableProcessors());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stalenesses("long-poll")).isBetween(1L, loops));
    }

    @Test
    void countsEveryByteOfAStreamBehindItsFirstPosition() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            ask(socket, "GET", "channel=a", "Accept: text/event-stream");
            readUntil(socket.getInputStream(), "\r\n\r\n");
            readUntil(socket.getInputStream(), "id: " + gateway.window.newest() + "\n\n\r\n");

            append(EVENTS);
            await().atMost(PATIENCE).until(() -> events("sse") == EVENTS);
            byte[] received = socket.getInputStream().readNBytes((int) bytes("sse"));

            String text = new String(received, StandardCharsets.US_ASCII);
            assertThat(text).endsWith("\n\n\r\n");
            assertThat(text.split("data: ", -1)).hasSize(1 + EVENTS);
            assertThat(counter("closed", "way", "sse", "cause", "client")).isZero();
        }
        await().atMost(PATIENCE).until(() -> counter("closed", "way", "sse", "cause", "client") == 1);
    }

    @Test
    void countsWhomItRefusesByTheCause() {
        PollClient.get(gateway, "channel=a&limit=0");
        gateway.caller = new Caller("nobody", Grants.NONE, null);
        PollClient.get(gateway, "channel=a");

        assertThat(counter("refused", "cause", "invalid-request")).isEqualTo(1);
        assertThat(counter("refused", "cause", "forbidden")).isEqualTo(1);
        assertThat(polls("short-poll", "empty")).isZero();
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            gateway.log.append(Events.on("a"));
        }
    }

    private String poll(Socket socket, String method, String query, String... headers) throws IOException {
        ask(socket, method, query, headers);
        String head = readUntil(socket.getInputStream(), "\r\n\r\n");
        Matcher length = LENGTH.matcher(head);
        boolean hasBody = length.find() && method.equals("GET");
        int body = hasBody ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(socket.getInputStream().readNBytes(body), StandardCharsets.ISO_8859_1);
    }

    private static void ask(Socket socket, String method, String query, String... headers) throws IOException {
        String request = method + " /v1/events?" + query + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers)
                + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as("after " + read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    private double events(String way) {
        return counter("out.events", "way", way);
    }

    private double bytes(String way) {
        return counter("out.bytes", "way", way);
    }

    private double polls(String way, String outcome) {
        return counter("polls", "way", way, "outcome", outcome);
    }

    private double counter(String name, String... tags) {
        return gateway.meters
                .get("fourways.gateway." + name)
                .tags(tags)
                .counter()
                .count();
    }

    private long stalenesses(String way) {
        return gateway.meters
                .get("fourways.gateway.staleness")
                .tag("way", way)
                .timer()
                .count();
    }

    private double subscriptions(String way, String state) {
        return gateway.meters
                .get("fourways.gateway.subscriptions")
                .tags("way", way, "state", state)
                .gauge()
                .value();
    }
}
