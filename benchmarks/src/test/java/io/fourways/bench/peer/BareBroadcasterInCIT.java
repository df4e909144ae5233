package io.fourways.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BareBroadcasterInCIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static FanoutServer server;
    private static int port;

    @BeforeAll
    static void start() {
        server = Peer.BARE_C.start(List.of());
        List<String> arguments = server.subscribing(Way.SSE, Channels.fresh());
        port = Integer.parseInt(arguments.get(arguments.indexOf("--port") + 1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void sendsEachEventToAWebSocketThatHasProvenItself() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(at("ws", "/ws/sockets"), new Texts(texts))
                .get(30, TimeUnit.SECONDS);

        String event = "x".repeat(70_000);
        publish("sockets", "1");
        publish("others", "2");
        publish("sockets", event);

        assertThat(texts.poll(30, TimeUnit.SECONDS)).isEqualTo("1");
        assertThat(texts.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
        socket.abort();
    }

    @Test
    void sendsEachEventToAStream() throws Exception {
        HttpResponse<Stream<String>> stream =
                HTTP.send(HttpRequest.newBuilder(at("http", "/sse/streams")).build(), BodyHandlers.ofLines());

        publish("streams", "1");
        publish("streams", "2");

        try (Stream<String> body = stream.body()) {
            Iterator<String> lines = body.iterator();
            assertThat(List.of(lines.next(), lines.next(), lines.next())).containsExactly("data: 1", "", "data: 2");
        }
    }

    @Test
    void answersAPollThatWaitsWhenThereIsSomethingBehindIt() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting =
                HTTP.sendAsync(asking("/longpoll/waited?after=0"), BodyHandlers.ofString());
        assertThat(waiting).isNotDone();

        publish("waited", "1");

        assertThat(waiting.get(30, TimeUnit.SECONDS).body()).isEqualTo("[1]");
        assertThat(waiting.get().headers().firstValue("ETag")).hasValue("1");
    }

    @Test
    void answersAPollWithWhatIsBehindItAtOnce() throws Exception {
        assertThat(ask("/poll/polled?after=0").statusCode()).isEqualTo(304);

        publish("polled", "1");
        publish("polled", "2");

        assertThat(ask("/poll/polled?after=0").body()).isEqualTo("[1,2]");
        assertThat(ask("/longpoll/polled?after=1").body()).isEqualTo("[2]");
        assertThat(ask("/poll/polled?after=2").statusCode()).isEqualTo(304);
    }

    private static void publish(String channel, String event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("http", "/pub/" + channel))
                .POST(BodyPublishers.ofString(event))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    private static HttpResponse<String> ask(String path) throws Exception {
        return HTTP.send(asking(path), BodyHandlers.ofString());
    }

    private static HttpRequest asking(String path) {
        return HttpRequest.newBuilder(at("http", path)).build();
    }

    private static URI at(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
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
