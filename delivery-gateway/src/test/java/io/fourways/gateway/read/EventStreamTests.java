package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Grants;
import io.fourways.gateway.log.Events;
import io.fourways.service.access.Caller;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTests {

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
    void beginsWithHeadRetryAndPosition() throws IOException {
        try (Stream stream = new Stream("HTTP/1.1", "channel=a")) {
            assertThat(stream.head)
                    .contains("HTTP/1.1 200 OK")
                    .contains("Content-Type: text/event-stream")
                    .contains("Cache-Control: no-cache, no-transform")
                    .contains("X-Accel-Buffering: no")
                    .contains("transfer-encoding: chunked");
            String retry = stream.next();
            assertThat(retry).startsWith("retry: ");
            assertThat(Integer.parseInt(retry.substring(7))).isBetween(1000, 3000);
            assertThat(stream.next()).isEqualTo("id: " + gateway.window.newest());
        }
    }

    @Test
    void sendsEventsAsOneLineWithTheirCursor() throws IOException {
        try (Stream stream = new Stream("HTTP/1.1", "channel=a&type=x.*").afterPreamble()) {
            gateway.log.append(Events.of("no", "b", "x.y", "{}"));
            gateway.log.append(Events.of("no", "a", "y", "{}"));
            gateway.log.append(Events.of("yes", "a", "x.y", "{\"k\":[1,2]}"));
            String cursor = gateway.window.newest().toString();
            assertThat(stream.next())
                    .startsWith("id: " + cursor + "\ndata: {\"cursor\":\"" + cursor + "\",\"specversion\":")
                    .endsWith("\"data\":{\"k\":[1,2]}}");
        }
    }

    @Test
    void saysThePositionWhenQuiet() throws IOException {
        try (Stream stream = new Stream("HTTP/1.1", "channel=a").afterPreamble()) {
            gateway.log.append(Events.on("other"));
            assertThat(stream.next()).isEqualTo("id: " + gateway.window.newest());
        }
    }

    @Test
    void resumesFromLastEventIdRatherThanAfter() throws IOException {
        List<String> cursors = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            gateway.log.append(Events.of("n" + i, "a", "t", "{}"));
            cursors.add(gateway.window.newest().toString());
        }
        try (Stream stream = new Stream("HTTP/1.1", "channel=a&after=earliest", "Last-Event-ID: " + cursors.get(3))) {
            assertThat(stream.next()).startsWith("retry:");
            assertThat(stream.events(116))
                    .isEqualTo(IntStream.range(4, 120).mapToObj(i -> "n" + i).toList());
            gateway.log.append(Events.of("live", "a", "t", "{}"));
            assertThat(stream.events(1)).containsExactly("live");
        }
    }

    @Test
    void saysAGapAndGoesOnFromTheEarliest() throws IOException {
        gateway.log.append(Events.of("one", "a", "t", "{}"));
        try (Stream stream = new Stream("HTTP/1.1", "channel=a&after=9-0123456789abcdef")) {
            assertThat(stream.next()).startsWith("retry:");
            String gap = stream.next();
            assertThat(gap)
                    .startsWith("event: gap\nid: 0-")
                    .contains("data: {\"requested\":\"9-0123456789abcdef\",\"earliest\":\"0-")
                    .endsWith("\"reason\":\"unknown\"}");
            assertThat(stream.events(1)).containsExactly("one");
        }
    }

    @Test
    void saysAGapWhenTheLogIsReplacedAndGoesOn() throws IOException {
        gateway.log.append(Events.of("old", "a", "t", "{}"));
        try (Stream stream = new Stream("HTTP/1.1", "channel=a").afterPreamble()) {
            gateway.log.replace();
            gateway.log.append(Events.of("new", "a", "t", "{}"));
            assertThat(stream.nextBut("id: ")).startsWith("event: gap").endsWith("\"reason\":\"unknown\"}");
            assertThat(stream.events(1)).containsExactly("new");
            gateway.log.append(Events.of("newer", "a", "t", "{}"));
            assertThat(stream.events(1)).containsExactly("newer");
        }
    }

    @Test
    void streamsWithoutChunksToOldClients() throws IOException {
        try (Stream stream = new Stream("HTTP/1.0", "channel=a").afterPreamble()) {
            assertThat(stream.head).doesNotContainIgnoringCase("transfer-encoding");
            gateway.log.append(Events.of("plain", "a", "t", "{}"));
            assertThat(stream.events(1)).containsExactly("plain");
        }
    }

    @Test
    void endsWhenCredentialsDoAndServesTheConnectionAgain() throws IOException {
        gateway.caller = new Caller("c", Grants.ALL, Instant.now().plusSeconds(1));
        try (Stream stream = new Stream("HTTP/1.1", "channel=a").afterPreamble()) {
            assertThat(stream.nextBut("id: ")).isEqualTo("event: expired\ndata: {}");
            assertThat(stream.next()).isNull();
            await().until(() -> gateway.readers() == 0);
            gateway.caller = Caller.ANYONE;
            stream.ask("HTTP/1.1", "channel=a");
            stream.afterPreamble();
            gateway.log.append(Events.of("again", "a", "t", "{}"));
            assertThat(stream.events(1)).containsExactly("again");
        }
    }

    @Test
    void letsGoOfAReaderWhoseClientHasGone() throws IOException {
        try (Stream stream = new Stream("HTTP/1.1", "channel=a").afterPreamble()) {
            assertThat(gateway.readers()).isEqualTo(1);
        }
        await().until(() -> gateway.readers() == 0);
    }

    @Test
    void endsCleanlyWhenTheLogCannotBeReadOn() throws IOException {
        for (int i = 0; i < 120; i++) {
            gateway.log.append(Events.on("a"));
        }
        String behind = "channel=a&after=earliest";
        String earliest = gateway.replay.earliest().join().toString();
        gateway.log.disconnect();
        try (Stream refused = new Stream("HTTP/1.1", "channel=a&after=" + earliest)) {
            assertThat(refused.head).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
        }
        try (Stream ended = new Stream("HTTP/1.1", behind)) {
            assertThat(ended.head).startsWith("HTTP/1.1 200");
            assertThat(ended.next()).startsWith("retry:");
            assertThat(ended.next()).isEqualTo(":");
            assertThat(ended.next()).isNull();
        }
    }

    /** An event stream, read from the socket. */
    private final class Stream implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private final StringBuilder pending = new StringBuilder();
        private boolean chunked;
        private String head;

        private Stream(String version, String query, String... headers) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
            socket.setSoTimeout(10_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            ask(version, query, headers);
        }

        private void ask(String version, String query, String... headers) throws IOException {
            String request = "GET /v1/events?" + query + " " + version + "\r\nHost: x\r\nAccept: text/event-stream\r\n"
                    + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder lines = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                lines.append(line).append('\n');
            }
            head = lines.toString();
            chunked = head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked");
        }

        private Stream afterPreamble() throws IOException {
            assertThat(next()).startsWith("retry:");
            assertThat(next()).startsWith("id:");
            return this;
        }

        /** The next frame without the empty line; null at the end. */
        private String next() throws IOException {
            int end = pending.indexOf("\n\n");
            while (end < 0) {
                if (!more()) {
                    return null;
                }
                end = pending.indexOf("\n\n");
            }
            String frame = pending.substring(0, end);
            pending.delete(0, end + 2);
            return frame;
        }

        private String nextBut(String prefix) throws IOException {
            String frame = next();
            while (frame != null && frame.startsWith(prefix) && !frame.contains("\n")) {
                frame = next();
            }
            return frame;
        }

        private boolean more() throws IOException {
            if (!chunked) {
                int read = in.read();
                pending.append((char) read);
                return read >= 0;
            }
            int size = Integer.parseInt(in.readLine(), 16);
            for (int i = 0; i < size; i++) {
                pending.append((char) in.read());
            }
            assertThat(in.readLine()).as("the end of a chunk").isEmpty();
            return size > 0;
        }

        private List<String> events(int count) throws IOException {
            List<String> ids = new ArrayList<>();
            while (ids.size() < count) {
                String frame = nextBut("id: ");
                ids.add(frame.replaceFirst("(?s).*?\"id\":\"(.*?)\".*", "$1"));
            }
            return ids;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
