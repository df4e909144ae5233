package io.fourways.bench.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class BareBroadcastersIT {

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: 2\r\nContent-Length: 3\r\n\r\n[2]";

    private static final HttpClient PUBLISHER = client();

    /** Of each test another, since a connection that has polled once is taken for one that does nothing else. */
    private final HttpClient reader = client();

    private static final Map<Peer, FanoutServer> SERVERS = new EnumMap<>(Peer.class);

    @BeforeAll
    static void start() {
        for (Peer peer : List.of(Peer.BARE_C, Peer.BARE_NETTY)) {
            SERVERS.put(peer, peer.start(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(FanoutServer::close);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    static Stream<Bare> all() {
        return SERVERS.entrySet().stream().map(each -> Bare.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void sendsEachEventToAWebSocketThatHasProvenItself(Bare server) throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket socket = reader.newWebSocketBuilder()
                .buildAsync(server.at("ws", "/ws/sockets"), new Texts(texts))
                .get(30, TimeUnit.SECONDS);

        String event = "x".repeat(server.largest);
        server.publish("sockets", "1");
        server.publish("others", "2");
        server.publish("sockets", event);

        assertThat(texts.poll(30, TimeUnit.SECONDS)).isEqualTo("1");
        assertThat(texts.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
        socket.abort();
    }

    @ParameterizedTest
    @MethodSource("all")
    void sendsEachEventToAStream(Bare server) throws Exception {
        HttpResponse<Stream<String>> stream = reader.send(
                HttpRequest.newBuilder(server.at("http", "/sse/streams")).build(), BodyHandlers.ofLines());

        server.publish("streams", "1");
        server.publish("streams", "2");

        try (Stream<String> body = stream.body()) {
            Iterator<String> lines = body.iterator();
            assertThat(List.of(lines.next(), lines.next(), lines.next())).containsExactly("data: 1", "", "data: 2");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void answersAPollThatWaitsWhenThereIsSomethingBehindIt(Bare server) throws Exception {
        assertThat(ask(server, "/poll/waited?after=0").statusCode()).isEqualTo(304);
        server.publish("waited", "1");
        try (Socket waiting = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
            waiting.getOutputStream()
                    .write("GET /longpoll/waited?after=1 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            waiting.setSoTimeout(300);
            assertThatThrownBy(() -> waiting.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            server.publish("waited", "2");

            waiting.setSoTimeout(30_000);
            String answer = new String(waiting.getInputStream().readNBytes(ANSWER.length()), US_ASCII);
            assertThat(answer).isEqualTo(ANSWER);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void answersAPollWithWhatIsBehindItAtOnce(Bare server) throws Exception {
        assertThat(ask(server, "/poll/polled?after=0").statusCode()).isEqualTo(304);

        server.publish("polled", "1");
        server.publish("polled", "2");

        assertThat(ask(server, "/poll/polled?after=0").body()).isEqualTo("[1,2]");
        assertThat(ask(server, "/longpoll/polled?after=1").body()).isEqualTo("[2]");
        assertThat(ask(server, "/poll/polled?after=2").statusCode()).isEqualTo(304);
    }

    private HttpResponse<String> ask(Bare server, String path) throws Exception {
        return reader.send(server.asking(path), BodyHandlers.ofString());
    }

    /** @param largest event that it can frame */
    private record Bare(String name, int port, int largest) {

        static Bare of(Peer peer, FanoutServer server) {
            List<String> arguments = server.subscribing(Way.SSE, Channels.fresh());
            return new Bare(
                    peer.name(),
                    Integer.parseInt(arguments.get(arguments.indexOf("--port") + 1)),
                    peer == Peer.BARE_C ? 70_000 : 60_000);
        }

        void publish(String channel, String event) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(at("http", "/pub/" + channel))
                    .POST(BodyPublishers.ofString(event))
                    .build();
            assertThat(PUBLISHER.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(202);
        }

        HttpRequest asking(String path) {
            return HttpRequest.newBuilder(at("http", path)).build();
        }

        URI at(String scheme, String path) {
            return URI.create(scheme + "://127.0.0.1:" + port + path);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Texts implements WebSocket.Listener {

        private final BlockingQueue<String> whole;
        private final StringBuilder part = new StringBuilder();

        Texts(BlockingQueue<String> whole) {
            this.whole = whole;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                whole.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
