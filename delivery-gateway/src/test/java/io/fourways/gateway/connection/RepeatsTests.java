package io.fourways.gateway.connection;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Requests that are known again by their bytes, but for what is behind {@code at=} and in the field {@code X-Known}: those for
 * {@code /now...}, answered with the target, and then with {@code again} and both. Who is {@code at=later} waits.
 */
class RepeatsTests {

    private static final Duration IDLE = Duration.ofSeconds(1);
    /** More than the sockets' buffers of both sides hold. */
    private static final int FLOOD = 48 << 20;

    private static final AsciiString KNOWN = AsciiString.cached("x-known");

    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger gone = new AtomicInteger();
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

    private static void answer(Turn turn, String body) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        var unused = turn.answer(Unpooled.copiedBuffer(head + body, StandardCharsets.US_ASCII), false);
    }

    /** What is to be done with who waits, which is waited for. */
    private void later(Consumer<Turn> action) {
        await().until(() -> !waiting.isEmpty());
        Turn turn = waiting.remove();
        turn.channel().eventLoop().execute(() -> action.accept(turn));
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
    void areKnownAtAnyPlace() throws IOException {
        assertThat(ask(get("/now?at=1&x"))).isEqualTo("/now?at=1&x");
        assertThat(ask(get("/now?at=1&x"))).isEqualTo("again 1");
        assertThat(ask(get("/now?at=a-longer-one&x"))).isEqualTo("again a-longer-one");
        assertThat(ask(get("/now?at=&x"))).isEqualTo("again ");
        assertThat(ask(get("/now?at=2&x"))).isEqualTo("again 2");
        assertThat(taken).hasValue(1);
    }

    @Test
    void areKnownWhateverTheirFieldSays() throws IOException {
        String fields = " HTTP/1.1\r\nX-Known: %s\r\nHost: x\r\n\r\n";
        ask("GET /now?at=1" + fields.formatted("one"));
        assertThat(ask("GET /now?at=22" + fields.formatted("two, or 3"))).isEqualTo("again 22 two, or 3");
        assertThat(ask("GET /now?at=3" + fields.formatted("one"))).isEqualTo("again 3 one");
        assertThat(ask(get("/now?at=3"))).as("without it").isEqualTo("/now?at=3");
        assertThat(taken).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /now?at=1&xy HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now?at=1&&x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now?at=1 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now/?at=1&x HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /now?at=1&x HTTP/1.1\r\nHost: y\r\n\r\n",
                "GET /now?at=1&x HTTP/1.1\r\nHost: x\r\nX-Known: 1\r\n\r\n",
                "GET /now?at=1&x HTTP/1.1\r\nX: y\r\nHost: x\r\n\r\n"
            })
    void areNotKnownWhereAnythingElseIsAnother(String other) throws IOException {
        ask(get("/now?at=1&x"));
        assertThat(ask(other)).isEqualTo(other.substring(4, other.indexOf(" HTTP")));
        assertThat(taken).hasValue(2);
    }

    @Test
    void areNotKnownByAPlaceOfSeveralLines() throws IOException {
        ask(get("/now?at=1&x"));
        send("GET /now?at=1\r\nX:&x HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(head()).startsWith("HTTP/1.1 400");
    }

    @Test
    void waitAndWhatComesMeanwhileWaitsToo() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        send("HEAD /above HTTP/1.1\r\nHost: x\r\n\r\nGET /now?at=3 HTTP/1.1\r\n");
        nothingComes();
        later(turn -> answer(turn, "at last"));
        assertThat(body()).isEqualTo("at last");
        assertThat(head()).containsIgnoringCase("content-length: 7");
        assertThat(ask("Host: x\r\n\r\n")).isEqualTo("/now?at=3");
    }

    /** By TLS many may be read at once. */
    @Test
    void waitHoweverManyPiecesComeMeanwhile() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        int pieces = 5_000;
        opened.eventLoop().execute(() -> IntStream.range(0, pieces).forEach(number -> comes(get("/now?at=" + number))));

        later(turn -> answer(turn, "at last"));

        assertThat(body()).isEqualTo("at last");
        for (int i = 0; i < pieces; i++) {
            assertThat(body()).isIn("again " + i, "/now?at=" + i);
        }
    }

    @Test
    void areFollowedByWhatCameMeanwhileOneByOne() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        opened.eventLoop().execute(() -> {
            comes(get("/now/1") + get("/now/2"));
            comes("POST /above HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nfo");
            comes("ur");
        });

        later(turn -> answer(turn, "at last"));

        assertThat(body()).isEqualTo("at last");
        assertThat(body()).isEqualTo("/now/1");
        assertThat(body()).isEqualTo("/now/2");
        assertThat(body()).isEqualTo("four");
    }

    private void comes(String text) {
        opened.pipeline().fireChannelRead(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    /** Reactor Netty lets a connection read by itself when it has had a request of it. */
    @Test
    void areNotReadByAnyoneWhileOneIsOwed() throws IOException, InterruptedException {
        ask("GET /above HTTP/1.1\r\nHost: x\r\n\r\n");
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        AtomicLong accepted = new AtomicLong();
        Thread flood = new Thread(() -> flood(accepted));
        flood.start();
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(accepted.get()) == accepted.get());
        assertThat(accepted).hasValueLessThan(FLOOD / 2);
        socket.close();
        flood.join();
    }

    private void flood(AtomicLong accepted) {
        byte[] many = get("/now?at=1").repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        try {
            while (accepted.get() < FLOOD) {
                socket.getOutputStream().write(many);
                accepted.addAndGet(many.length);
            }
        } catch (IOException closed) {
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void endTheirConnectionWhereOneOfThemGoesWrongBehindAnother() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        send(get("/failing"));
        nothingComes();
        later(turn -> answer(turn, "at last"));
        assertThat(body()).isEqualTo("at last");
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }

    @Test
    void arePassedOnAfterAll() throws IOException {
        for (int i = 0; i < 3; i++) {
            ask(get("/now?at=1"));
            send(get("/now?at=later"));
            await().until(() -> !waiting.isEmpty());
            send("HEAD /above HTTP/1.1\r\nHost: x\r\n\r\n" + get("/now?at=2"));
            nothingComes();
            later(Turn::passOn);
            assertThat(body()).as("of WebFlux").isEqualTo("nothing");
            assertThat(head()).containsIgnoringCase("content-length: 7");
            assertThat(body()).isEqualTo("/now?at=2");
        }
    }

    @Test
    void arePassedOnAtOnce() throws IOException {
        ask(get("/now?at=1"));
        assertThat(ask(get("/now?at=never"))).isEqualTo("nothing");
        assertThat(ask(get("/now?at=2"))).isEqualTo("/now?at=2");
        assertThat(ask(get("/now?at=never"))).isEqualTo("nothing");
    }

    @Test
    void areToldWhenTheirClientGoes() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        send(get("/now?at=2"));
        nothingComes();
        socket.close();
        await().until(() -> !opened.isActive());
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
    }

    @Test
    void areNotIdleWhileTheyWaitButAfterwards() throws IOException {
        ask(get("/now?at=1"));
        for (int i = 0; i < 2; i++) {
            send(get("/now?at=later"));
            later(this::waited);
            assertThat(body()).isEqualTo("waited");
            nothingComes(); // so it is counted from the answer
        }
        assertThat(input.read()).as("the end").isEqualTo(-1);
    }

    private void waited(Turn turn) {
        var unused = turn.channel()
                .eventLoop()
                .schedule(() -> answer(turn, "waited"), 3 * IDLE.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    @Test
    void areAnsweredByAServerThatStops() throws IOException {
        ask(get("/now?at=1"));
        send(get("/now?at=later"));
        await().until(() -> !waiting.isEmpty());
        var unused = opened.pipeline().close();
        later(turn -> answer(turn, "at last"));
        assertThat(body()).isEqualTo("at last");
        assertThat(input.read()).as("the end").isEqualTo(-1);
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

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) input.readByte());
        }
        return head.toString();
    }

    private String body() throws IOException {
        String fields = head().toLowerCase(Locale.ROOT);
        int from = fields.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(fields.substring(from, fields.indexOf('\r', from)));
        return new String(input.readNBytes(length), StandardCharsets.US_ASCII);
    }
}
