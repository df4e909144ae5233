package io.fourways.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Requests that are known again by their bytes: those for {@code /now...}, answered with the target, and then with {@code again}. */
class RepeatsTests {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final String AGAIN = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nagain";

    private final AtomicInteger taken = new AtomicInteger();
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
    private volatile Channel opened;
    private volatile boolean isOver;
    private Socket socket;
    private DataInputStream input;

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

    private boolean take(Shortcut.Turn turn) {
        String target = turn.request().uri();
        if (!target.startsWith("/now")) {
            return false;
        }
        taken.incrementAndGet();
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n";
        ByteBuf whole = Unpooled.copiedBuffer(head + target, StandardCharsets.US_ASCII);
        var unused = turn.answer(whole, false, this::again);
        return true;
    }

    private ByteBuf again() {
        return isOver ? null : Unpooled.copiedBuffer(AGAIN, StandardCharsets.US_ASCII);
    }

    @Test
    void areAnsweredPastTheCodec() throws IOException {
        assertThat(ask(get("/now"))).isEqualTo("/now");
        for (int i = 0; i < 3; i++) {
            assertThat(ask(get("/now"))).isEqualTo("again");
        }
        assertThat(taken).hasValue(1);
    }

    @Test
    void areOfferedAsAnyOtherWhenTheyCannotBeAnsweredInTheSameWay() throws IOException {
        ask(get("/now"));
        isOver = true;
        assertThat(ask(get("/now"))).isEqualTo("/now");
        isOver = false;
        assertThat(ask(get("/now"))).isEqualTo("again");
        assertThat(taken).hasValue(2);
    }

    @Test
    void areTheSameByteForByte() throws IOException {
        ask(get("/now"));
        assertThat(ask(get("/now/other"))).isEqualTo("/now/other");
        assertThat(ask("GET /now/other HTTP/1.1\r\nHost: y\r\n\r\n")).isEqualTo("/now/other");
    }

    @Test
    void areForgottenForWhatComesBetween() throws IOException {
        ask(get("/now"));
        assertThat(ask("GET /above HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo("nothing");
        assertThat(ask(get("/now"))).isEqualTo("/now");
        assertThat(ask(get("/now"))).isEqualTo("again");
    }

    @Test
    void areNotTheBodyOfAnotherRequest() throws IOException {
        ask(get("/now"));
        ask(get("/now"));
        send("POST /above HTTP/1.1\r\nHost: x\r\nContent-Length: " + get("/now").length() + "\r\n\r\n");
        nothingComes();
        assertThat(ask(get("/now"))).as("the body").isEqualTo(get("/now"));
    }

    @Test
    void areNotKnownWhenTheyCameInPieces() throws IOException {
        for (int i = 0; i < 3; i++) {
            send("GET /now HTTP/1.1\r\nX: ");
            nothingComes();
            assertThat(ask(get("/now"))).isEqualTo("/now");
        }
        assertThat(taken).hasValue(3);
    }

    @Test
    void areNotKnownWhenSeveralCameInOnePiece() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(get("/now/1") + get("/now/2"));
            assertThat(body()).isEqualTo("/now/1");
            assertThat(body()).isEqualTo("/now/2");
        }
        assertThat(taken).hasValue(6);
    }

    @Test
    void areNotKnownWhenTheyWereFollowedByABeginning() throws IOException {
        ask(get("/now") + "GET /now HTTP/1.1\r\n");
        assertThat(ask("Host: x\r\n\r\n")).isEqualTo("/now");
        assertThat(taken).hasValue(2);
    }

    @Test
    void areNotKnownWhenTheyAreWrittenInAnotherWay() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(ask("GET /now HTTP/1.1\r\nHost:x\r\n\r\n")).isEqualTo("/now");
        }
        assertThat(taken).hasValue(3);
    }

    @Test
    void areNotIdle() throws IOException {
        ask(get("/now"));
        long end = System.nanoTime() + 3 * IDLE.toNanos();
        while (System.nanoTime() < end) {
            assertThat(ask(get("/now"))).isEqualTo("again");
        }
        assertThat(taken).hasValue(1);
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }

    /** So they are idle in the end; and until then no more of them are kept than one reading brings. */
    @Test
    void areNotReadWhileTheirAnswersAreNot() throws IOException, InterruptedException {
        ask(get("/now"));
        Thread flood = new Thread(this::flood);
        flood.start();
        await().until(() -> !opened.isWritable());
        AtomicLong most = new AtomicLong();
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> { // for it is not cut off at once
                            ChannelOutboundBuffer unsent = opened.unsafe().outboundBuffer();
                            most.accumulateAndGet(unsent == null ? 0 : unsent.totalPendingWriteBytes(), Math::max);
                            return !opened.isActive();
                        });
        assertThat(most).hasPositiveValue().hasValueLessThan(4 << 20);
        flood.join();
    }

    private void flood() {
        byte[] many = get("/now/" + "x".repeat(1_000)).repeat(100).getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < 10_000; i++) {
                socket.getOutputStream().write(many);
            }
        } catch (IOException closed) {
            assertThat(opened.isActive()).isFalse();
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Lets what was sent be read by itself. */
    private void nothingComes() throws IOException {
        socket.setSoTimeout(100);
        try {
            assertThat(input.read()).isEqualTo(-2);
        } catch (SocketTimeoutException expected) {
            socket.setSoTimeout(20_000);
        }
    }

    private String ask(String text) throws IOException {
        send(text);
        return body();
    }

    private String body() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) input.readByte());
        }
        String fields = head.toString().toLowerCase(Locale.ROOT);
        int from = fields.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(fields.substring(from, fields.indexOf('\r', from)));
        return new String(input.readNBytes(length), StandardCharsets.US_ASCII);
    }
}
