package io.fourways.gateway.shortcut;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A server by which requests are known again by their bytes, but for what is behind {@code at=} and in the field {@code X-Known}: those for
 * {@code /now...}, answered with the target, and then with {@code again} and both. Who is {@code at=later} waits.
 */
abstract class RepeatedRequests {

    static final Duration IDLE = Duration.ofSeconds(1);
    static final AsciiString KNOWN = AsciiString.cached("x-known");

    final AtomicInteger taken = new AtomicInteger();
    final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    final AtomicInteger gone = new AtomicInteger();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .idleTimeout(IDLE)
            .doOnChannelInit((observer, channel, address) -> {
                Shortcut.open(channel, this::take);
                opened = channel;
            })
            .handle((request, response) -> request.receive()
                    .aggregate()
                    .asString()
                    .defaultIfEmpty("nothing")
                    .flatMapMany(body -> response.header("Content-Length", String.valueOf(body.length()))
                            .sendString(Mono.just(body))))
            .bindNow();
    volatile Channel opened;
    volatile boolean isOver;
    Socket socket;
    DataInputStream input;

    @BeforeEach
    void connect() throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(4096); // whoever does not read is soon not written to
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.setTcpNoDelay(true);
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
        if (!target.startsWith("/now")) {
            return false;
        }
        taken.incrementAndGet();
        int from = target.contains("at=") ? target.indexOf("at=") + 3 : target.length();
        int to = target.indexOf('&', from) < 0 ? target.length() : target.indexOf('&', from);
        turn.again(new Parts(from, to, request.headers().contains(KNOWN) ? KNOWN : null), this::again);
        answer(turn, target);
        return true;
    }

    private boolean again(Turn turn, String ofTarget, String ofField) {
        if (isOver) {
            return false;
        }
        if ("later".equals(ofTarget)) {
            turn.whenGone(gone::incrementAndGet);
            waiting.add(turn);
        } else if ("never".equals(ofTarget)) {
            turn.passOn();
        } else {
            answer(
                    turn,
                    Stream.of("again", ofTarget, ofField)
                            .filter(Objects::nonNull)
                            .collect(joining(" ")));
        }
        return true;
    }

    static void answer(Turn turn, String body) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        var unused = turn.answer(Unpooled.copiedBuffer(head + body, StandardCharsets.US_ASCII), false);
    }

    /** What is to be done with who waits, which is waited for. */
    void later(Consumer<Turn> action) {
        await().until(() -> !waiting.isEmpty());
        Turn turn = waiting.remove();
        turn.channel().eventLoop().execute(() -> action.accept(turn));
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Lets what was sent be read by itself. */
    void nothingComes() throws IOException {
        socket.setSoTimeout(100);
        try {
            assertThat(input.read()).isEqualTo(-2);
        } catch (SocketTimeoutException expected) {
            socket.setSoTimeout(20_000);
        }
    }

    String ask(String text) throws IOException {
        send(text);
        return body();
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) input.readByte());
        }
        return head.toString();
    }

    String body() throws IOException {
        String fields = head().toLowerCase(Locale.ROOT);
        int from = fields.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(fields.substring(from, fields.indexOf('\r', from)));
        return new String(input.readNBytes(length), StandardCharsets.US_ASCII);
    }
}
