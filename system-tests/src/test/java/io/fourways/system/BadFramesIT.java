package io.fourways.system;

import static io.fourways.system.client.RawWebSocket.BINARY;
import static io.fourways.system.client.RawWebSocket.CONTINUATION;
import static io.fourways.system.client.RawWebSocket.FIN;
import static io.fourways.system.client.RawWebSocket.PING;
import static io.fourways.system.client.RawWebSocket.RSV1;
import static io.fourways.system.client.RawWebSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.RawWebSocket;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.Installation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a WebSocket client sends that it should not, and what it may send though few do. */
class BadFramesIT {

    private static final String SUBSCRIBE = "{\"id\":5,\"subscribe\":{\"channels\":[\"frames.*\"]}}";

    private final Installation installation = Installation.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "7",
                "[]",
                "{}",
                "{\"id\":1}",
                "{\"id\":1,\"dance\":{}}",
                "{\"id\":1,\"subscribe\":{}}",
                "{\"id\":1,\"subscribe\":{\"channels\":[]}}",
                "{\"id\":1,\"subscribe\":{\"channels\":[\"a..b\"]}}",
                "{\"id\":1,\"subscribe\":{\"channels\":[7]}}",
                "{\"id\":1,\"subscribe\":{\"channels\":[\"frames.a\"],\"last\":-1}}",
                "{\"id\":1,\"publish\":{\"type\":\"t\",\"data\":1}}",
                "{\"id\":1,\"publish\":{\"channel\":\"a b\",\"type\":\"t\",\"data\":1}}",
                "{\"id\":1,\"authenticate\":{\"token\":\"a.b.c\"}}"
            })
    void answersAControlFrameThatIsWrongAndStays(String frame) {
        try (RawWebSocket socket = connect(Tokens.everything())) {
            String answer = socket.send(frame).receiveAnswer();
            assertThat(JsonTexts.tree(answer).at("/error/type").stringValue(""))
                    .startsWith("https://fourways.io/problems/");

            assertThat(socket.send(SUBSCRIBE).receiveAnswer()).contains("\"subscribed\"");
        }
    }

    @Test
    void refusesTenThousandChannelsInOneFrame() {
        String channels =
                IntStream.range(0, 10_000).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(","));
        try (RawWebSocket socket = connect(Tokens.everything())) {
            String answer = socket.send("{\"id\":1,\"subscribe\":{\"channels\":[" + channels + "]}}")
                    .receiveAnswer();

            assertThat(answer)
                    .satisfiesAnyOf(error -> assertThat(error).contains("\"error\""), closed -> assertThat(closed)
                            .isEqualTo("closed 1009"));
        }
    }

    @Test
    void closesOnAnOversizeFrame() {
        try (RawWebSocket socket = connect(Tokens.everything())) {
            socket.send(FIN | TEXT, new byte[200_000]);

            assertThat(socket.receiveClose()).isEqualTo("closed 1009");
        }
    }

    @Test
    void closesOnAnOversizeMessageOfManyFragments() {
        try (RawWebSocket socket = connect(Tokens.everything())) {
            byte[] part = new byte[10_000];
            Arrays.fill(part, (byte) ' ');
            socket.send(TEXT, part);
            for (int i = 0; i < 20; i++) {
                socket.send(CONTINUATION, part);
            }

            assertThat(socket.receiveClose()).isEqualTo("closed 1009");
        }
    }

    @Test
    void refusesABinaryFrame() {
        try (RawWebSocket socket = connect(Tokens.everything())) {
            String answer = socket.send(FIN | BINARY, SUBSCRIBE.getBytes(UTF_8)).receiveAnswer();

            assertThat(answer)
                    .satisfiesAnyOf(error -> assertThat(error).contains("\"error\""), closed -> assertThat(closed)
                            .isIn("closed 1003", "closed 1008"));
        }
    }

    @Test
    void takesAMessageInFragmentsWithAPingBetween() {
        try (RawWebSocket socket = connect(Tokens.everything())) {
            byte[] bytes = SUBSCRIBE.getBytes(UTF_8);
            socket.send(TEXT, Arrays.copyOfRange(bytes, 0, 5))
                    .send(CONTINUATION, Arrays.copyOfRange(bytes, 5, 20))
                    .send(FIN | PING, new byte[] {1})
                    .send(FIN | CONTINUATION, Arrays.copyOfRange(bytes, 20, bytes.length));

            assertThat(socket.receiveAnswer()).contains("\"subscribed\"");
        }
    }

    @Test
    void takesACompressedFrameWhereAgreed() {
        try (RawWebSocket socket = RawWebSocket.connect(
                uri(),
                Tokens.everything(),
                "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n")) {
            socket.send(
                    FIN | RSV1 | TEXT,
                    deflate("{\"id\":9,\"publish\":{\"channel\":\"frames.z\",\"type\":\"t\",\"data\":1}}"));
            Journal journal = new Journal("earliest");
            try (Reader reader = Reader.start(Way.SSE, installation.gateways(), Subscription.to("frames.z"), journal)) {
                assertThat(reader.journal().awaitSize(1).events().get(0).data()).isEqualTo("1");
            }
        }
    }

    @Test
    void closesOnACompressedFrameThatWasNotAgreed() {
        try (RawWebSocket socket = connect(Tokens.everything())) {
            socket.send(FIN | RSV1 | TEXT, deflate(SUBSCRIBE));

            assertThat(socket.receiveClose()).isIn("closed 1002", "closed 1006");
        }
    }

    @Test
    void refusesToPublishAndToReadWithoutTheClaim() {
        String token = Tokens.of("reader", List.of("other.*"), List.of("other.*"));
        URI uri = Subscription.to("other.a").at(installation.gateway(), "");
        try (RawWebSocket socket = RawWebSocket.connect(uri, token)) {
            String start = Positions.now(installation.gateway());
            String published = socket.send(
                            "{\"id\":1,\"publish\":{\"channel\":\"frames.no\",\"type\":\"t\",\"data\":1}}")
                    .receiveAnswer();
            assertThat(JsonTexts.tree(published).at("/error/status").intValue()).isEqualTo(403);
            String subscribed = socket.send(SUBSCRIBE).receiveAnswer();
            assertThat(JsonTexts.tree(subscribed).at("/error/status").intValue())
                    .isEqualTo(403);

            installation.publisher().publish("frames.no", "2");
            Journal journal = new Journal(start);
            try (Reader reader =
                    Reader.start(Way.SHORT_POLL, installation.gateways(), Subscription.to("frames.no"), journal)) {
                assertThat(reader.journal().awaitSize(1).events().get(0).data()).isEqualTo("2");
            }
        }
    }

    @Test
    void closesWithACodeWhereTheHandshakeIsRefused() {
        assertThat(firstAnswer(Tokens.wronglySigned(), "")).isEqualTo("closed 4401");
        assertThat(firstAnswer(Tokens.unsigned(), "")).isEqualTo("closed 4401");
        assertThat(firstAnswer(Tokens.of("x", List.of("other"), List.of()), "")).isEqualTo("closed 4403");
        assertThat(firstAnswer(Tokens.everything(), "Origin: https://elsewhere.example\r\n"))
                .isEqualTo("closed 4403");
    }

    @Test
    void closesOnAFloodOfFrames() {
        try (RawWebSocket flooder = connect(Tokens.of("flooder", List.of("**"), List.of("**")))) {
            flood(flooder);

            assertThat(flooder.receiveClose()).isEqualTo("closed 4429");
        }
    }

    @Test
    void aFloodFromAClientThatDoesNotReadDisturbsNobody() {
        Journal journal = new Journal(Positions.now(installation.gateway()));
        try (RawWebSocket flooder = connect(Tokens.of("deaf flooder", List.of("**"), List.of("**")));
                Reader other = Reader.start(
                        Way.WEB_SOCKET, installation.gateways(), Subscription.to("frames.calm"), journal)) {
            flood(flooder);
            for (int i = 1; i <= 10; i++) {
                installation.publisher().publish("frames.calm", Integer.toString(i));
                other.journal().awaitSize(i);
            }
            assertThat(other.journal().notices()).as("reconnects").isEmpty();
        }
    }

    /** Sends until the connection ends. */
    private static void flood(RawWebSocket socket) {
        String publish = "{\"id\":1,\"publish\":{\"channel\":\"frames.flood\",\"type\":\"t\",\"data\":1}}";
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            socket.send(publish);
                        }
                    } catch (UncheckedIOException ended) {
                        socket.close();
                    }
                },
                "flood");
        thread.setDaemon(true);
        thread.start();
    }

    private String firstAnswer(String token, String headers) {
        try (RawWebSocket socket = RawWebSocket.connect(uri(), token, headers)) {
            return socket.receiveClose();
        }
    }

    private RawWebSocket connect(String token) {
        return RawWebSocket.connect(uri(), token);
    }

    private URI uri() {
        return Subscription.to("frames.own").at(installation.gateway(), "");
    }

    /** As RFC 7692, section 7.2.1: without the empty block at the end. */
    private static byte[] deflate(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater =
                new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true), 512, true)) {
            deflater.write(text.getBytes(UTF_8));
            deflater.flush();
            return Arrays.copyOf(bytes.toByteArray(), bytes.size() - 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
