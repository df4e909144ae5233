package io.fourways.gateway.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Requests by one connection, of which some are answered beneath Reactor Netty's own handlers. */
class ShortcutTests {

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final int MANY = 2000;
    private static final String LONG = "x".repeat(60_000);
    private static final String LARGE = "x".repeat(8 << 20);

    private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();
    private final AtomicLong most = new AtomicLong();
    private final DisposableServer server = Shortcut.offering(this::take)
            .apply(HttpServer.create())
            .host("127.0.0.1")
            .port(0)
            .idleTimeout(IDLE)
            .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
            .handle(this::above)
            .bindNow();
    private volatile @Nullable Channel ofLarge;
    private Socket socket;
    private DataInputStream input;

    @BeforeEach
    void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        input = new DataInputStream(socket.getInputStream());
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        server.disposeNow();
    }

    private boolean take(Turn turn, HttpRequest request) {
        String target = request.uri();
        if (target.startsWith("/failing")) {
            throw new IllegalStateException("as it must");
        }
        if (target.startsWith("/now")) {
            answer(turn, target);
        }
        if (target.startsWith("/later")) {
            turns.add(turn);
        }
        if (target.startsWith("/soon")) {
            turn.channel().eventLoop().execute(() -> answer(turn, LONG));
            most.accumulateAndGet(turn.channel().unsafe().outboundBuffer().totalPendingWriteBytes(), Math::max);
        }
        return !target.startsWith("/above");
    }

    private static void answer(Turn turn, String body) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        ByteBuf whole = Unpooled.copiedBuffer(head + body, StandardCharsets.US_ASCII);
        var unused = turn.answer(whole, false);
    }

    private Publisher<Void> above(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().startsWith("/above/socket")) {
            return response.sendWebsocket(
                    (in, out) -> out.sendString(in.receive().asString()));
        }
        if (request.uri().startsWith("/above/stream")) {
            return response.sse().sendString(Flux.just("one", "two", "three"));
        }
        if (request.uri().startsWith("/above/large")) {
            response.withConnection(connection -> ofLarge = connection.channel());
            return response.header("Content-Length", String.valueOf(LARGE.length()))
                    .sendString(Flux.just(LARGE, ""));
        }
        return response.header("Content-Length", String.valueOf(request.uri().length()))
                .sendString(request.receive().aggregate().asString().then(Mono.just(request.uri())));
    }

    @Test
    void keepTheirOrderHoweverManyAreSentAtOnce() throws IOException {
        StringBuilder requests = new StringBuilder(get("/later"));
        for (int i = 0; i < MANY; i++) {
            requests.append(get("/now/" + i));
        }
        requests.append(get("/above/last"));
        requests.append(get("/now/last"));
        send(requests.toString());
        await().until(() -> !turns.isEmpty());

        later(turn -> answer(turn, "/later"));

        assertThat(body()).isEqualTo("/later");
        for (int i = 0; i < MANY; i++) {
            assertThat(body()).isEqualTo("/now/" + i);
        }
        assertThat(body()).isEqualTo("/above/last");
        assertThat(body()).isEqualTo("/now/last");
    }

    @Test
    void arePassedOnAfterAll() throws IOException {
        send(get("/later/passed") + get("/now"));
        await().until(() -> !turns.isEmpty());
        later(Turn::passOn);
        assertThat(body()).isEqualTo("/later/passed");
        assertThat(body()).isEqualTo("/now");
    }

    @Test
    void areNotAnsweredAnyMoreWhenTheirClientHasGone() throws IOException {
        send(get("/now") + get("/later"));
        await().until(() -> !turns.isEmpty());
        Turn turn = turns.remove();
        socket.close();
        await().until(() -> !turn.channel().isActive());
        ByteBuf whole = Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\n\r\n", StandardCharsets.US_ASCII);
        Future<Throwable> failure = turn.channel().eventLoop().submit(() -> turn.answer(whole, false)
                .cause());
        assertThat(failure.awaitUninterruptibly().getNow()).isInstanceOf(ClosedChannelException.class);
        assertThat(whole.refCnt()).isZero();
    }

    @Test
    void areNotIdleWhileTheyWaitButAfterwards() throws IOException {
        send(get("/later"));
        await().until(() -> !turns.isEmpty());
        Turn turn = turns.remove();
        var unused = turn.channel()
                .eventLoop()
                .schedule(() -> answer(turn, "waited"), 3 * IDLE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(body()).isEqualTo("waited");
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }

    /** Reactor Netty waits for the next request as soon as its answer is sent: by then it may have come. */
    @Test
    void areNotCutWhileTheyWaitBehindAnAnswerThatIsTakenSlowly() throws IOException {
        send(get("/above/large") + get("/later"));
        await().until(() -> ofLarge != null && !ofLarge.isWritable());
        assertThat(body()).hasSize(LARGE.length());
        await().until(() -> !turns.isEmpty());
        Turn turn = turns.element();
        var unused = turn.channel()
                .eventLoop()
                .schedule(() -> answer(turn, "waited"), 3 * IDLE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(body()).isEqualTo("waited");
    }

    @Test
    void areNotIdleWhileTheyComeOneAfterTheOther() throws IOException {
        long end = System.nanoTime() + 3 * IDLE.toNanos();
        while (System.nanoTime() < end) {
            send(get("/now"));
            assertThat(body()).isEqualTo("/now");
        }
    }

    @Test
    void areNotReadWhileTheirAnswersAreNot() throws IOException {
        byte[] requests = get("/soon").repeat(1000).getBytes(StandardCharsets.US_ASCII);
        int accepted = 0;
        try {
            while (accepted < Flood.BYTES) {
                socket.getOutputStream().write(requests);
                accepted += requests.length;
            }
        } catch (IOException cutOff) {
            assertThat(cutOff).as("idle in the end").isInstanceOf(SocketException.class);
        }
        assertThat(accepted).isLessThan(Flood.BYTES);
        assertThat(most).hasPositiveValue().hasValueLessThan(1 << 20);
    }

    /** Reactor Netty lets a connection read by itself when it has had a request of it. */
    @Test
    void areNotReadBehindOneThatIsOwed() throws IOException, InterruptedException {
        send(get("/above"));
        assertThat(body()).isEqualTo("/above");
        send(get("/later"));
        await().until(() -> !turns.isEmpty());
        // a body, of which the codec does not count how many answers it has yet to be told
        send("POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: " + 2 * Flood.BYTES + "\r\n\r\n");
        Flood.of(socket, new byte[1 << 20]).assertIsNotRead();
    }

    @Test
    void areAllAnsweredToWhoReadsLate() throws IOException {
        int asked = 500;
        send(get("/soon").repeat(asked));
        await().until(() -> most.get() > 0);
        for (int i = 0; i < asked; i++) {
            assertThat(body()).hasSize(LONG.length());
        }
        send(get("/now"));
        assertThat(body()).isEqualTo("/now");
    }

    @Test
    void areCountedByTheCodecWhichMustKnowWhoseAnswerHasNoBody() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(get("/now") + "HEAD /above/head HTTP/1.1\r\nHost: x\r\n\r\n" + get("/above/body"));
            assertThat(body()).isEqualTo("/now");
            assertThat(head()).containsIgnoringCase("content-length: 11");
            assertThat(body()).isEqualTo("/above/body");
        }
    }

    @Test
    void areFollowedByAWebSocket() throws IOException {
        send(get("/now"));
        assertThat(body()).isEqualTo("/now");
        send("""
                GET /above/socket HTTP/1.1\r
                Host: x\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """);
        assertThat(head()).startsWith("HTTP/1.1 101");

        socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'});

        assertThat(input.readNBytes(4)).containsExactly(0x81, 2, 'h', 'i');
    }

    @Test
    void areFollowedByAStreamAndFollowIt() throws IOException {
        send(get("/now") + get("/above/stream") + get("/now"));
        assertThat(body()).isEqualTo("/now");
        assertThat(head()).containsIgnoringCase("transfer-encoding: chunked");
        StringBuilder chunks = new StringBuilder();
        while (chunks.indexOf("0\r\n\r\n") < 0) {
            chunks.append((char) input.readByte());
        }
        assertThat(chunks).contains("one", "two", "three");
        assertThat(body()).isEqualTo("/now");
    }

    @Test
    void areAnsweredByAServerThatStops() throws IOException {
        send(get("/later"));
        await().until(() -> !turns.isEmpty());
        Mono<Void> stopped = Mono.<Void>fromRunnable(() -> server.disposeNow(Duration.ofSeconds(10)))
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
        var unused = stopped.subscribe();
        await().until(server::isDisposed);

        later(turn -> answer(turn, "at last"));

        assertThat(body()).isEqualTo("at last");
        assertThat(input.read()).as("the end").isEqualTo(-1);
        stopped.block(Duration.ofSeconds(20));
    }

    @Test
    void endTheirConnectionWhereSomethingGoesWrong() throws IOException {
        send(get("/failing"));
        assertThat(input.read()).isEqualTo(-1);
    }

    private void later(Consumer<Turn> action) {
        Turn turn = turns.remove();
        turn.channel().eventLoop().execute(() -> action.accept(turn));
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) input.readByte());
        }
        return head.toString();
    }

    private String body() throws IOException {
        String head = head().toLowerCase(Locale.ROOT);
        int from = head.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
        return new String(input.readNBytes(length), StandardCharsets.US_ASCII);
    }
}
