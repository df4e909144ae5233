package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MalformedFrameTests {

    private static final Map<String, String> DEFLATE = Map.of("Sec-WebSocket-Extensions", "permessage-deflate");
    private static final String COMMAND = "{\"id\":1,\"unsubscribe\":{\"channels\":[\"a\"]}}";
    private static final String ANSWER = "{\"id\":1,\"unsubscribed\":{\"channels\":[\"a\"]}}";

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void putsFragmentsTogether() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            client.send(RawClient.TEXT, utf8(COMMAND.substring(0, 5)));
            client.send(RawClient.CONTINUATION, utf8(""));
            client.send(RawClient.FIN | RawClient.PING, utf8("between"));
            client.send(RawClient.FIN | RawClient.CONTINUATION, utf8(COMMAND.substring(5)));
            assertThat(client.receive().opcode()).isEqualTo(RawClient.PONG);
            assertThat(client.receiveText()).isEqualTo(ANSWER);
        }
    }

    @Test
    void takesCompressedMessages() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "", DEFLATE)) {
            assertThat(client.head()).contains("permessage-deflate", "client_no_context_takeover");
            client.send(RawClient.FIN | RawClient.RSV1 | RawClient.TEXT, RawClient.deflated(COMMAND));
            assertThat(client.receiveText()).isEqualTo(ANSWER);
            client.send(RawClient.FIN | RawClient.RSV1 | RawClient.TEXT, RawClient.deflated(COMMAND));
            assertThat(client.receiveText()).isEqualTo(ANSWER);
            client.send(COMMAND);
            assertThat(client.receiveText()).isEqualTo(ANSWER);
        }
    }

    @Test
    void takesCompressedFragments() throws IOException {
        byte[] deflated = RawClient.deflated(COMMAND);
        try (RawClient client = RawClient.connect(gateway, "", DEFLATE)) {
            client.send(RawClient.RSV1 | RawClient.TEXT, Arrays.copyOf(deflated, 10));
            client.send(RawClient.FIN | RawClient.CONTINUATION, Arrays.copyOfRange(deflated, 10, deflated.length));
            assertThat(client.receiveText()).isEqualTo(ANSWER);
        }
    }

    @Test
    void inflatesNoMoreThanAFrameMayHold() throws IOException {
        byte[] bomb = RawClient.deflated(" ".repeat(1_000_000));
        assertThat(bomb.length).isLessThan(TestGateway.FRAME_SIZE);
        assertClosed(1009, DEFLATE, RawClient.frame(RawClient.FIN | RawClient.RSV1 | RawClient.TEXT, bomb));
    }

    @Test
    void refusesWhatCannotBeInflated() throws IOException {
        byte[] junk = {(byte) 0xff, (byte) 0xff, 1, 2, 3, 4, 5};
        assertClosed(1007, DEFLATE, RawClient.frame(RawClient.FIN | RawClient.RSV1 | RawClient.TEXT, junk));
    }

    @Test
    void refusesCompressionThatWasNotAgreed() throws IOException {
        assertClosed(1002, RawClient.frame(RawClient.FIN | RawClient.RSV1 | RawClient.TEXT, RawClient.deflated("{}")));
    }

    @Test
    void refusesFramesAndMessagesThatAreTooBig() throws IOException {
        assertClosed(1009, RawClient.frame(RawClient.FIN | RawClient.TEXT, new byte[TestGateway.FRAME_SIZE + 1]));
        assertClosed(1009, RawClient.frame(RawClient.FIN | RawClient.TEXT, new byte[1_000_000]));
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        fragments.writeBytes(RawClient.frame(RawClient.TEXT, new byte[TestGateway.FRAME_SIZE]));
        fragments.writeBytes(RawClient.frame(RawClient.CONTINUATION, new byte[1]));
        assertClosed(1009, fragments.toByteArray());
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        assertClosed(1007, RawClient.frame(RawClient.FIN | RawClient.TEXT, new byte[] {'"', (byte) 0xc3, '"'}));
        assertClosed(
                1007,
                RawClient.frame(RawClient.FIN | RawClient.TEXT, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    }

    @Test
    void refusesWhatIsNoWebSocketFrame() throws IOException {
        assertClosed(1002, new byte[] {(byte) 0x81, 0x02, '{', '}'});
        assertClosed(1002, RawClient.frame(RawClient.FIN | 0x3, utf8("x")));
        assertClosed(1002, RawClient.frame(RawClient.FIN | RawClient.CONTINUATION, utf8("x")));
        assertClosed(1002, RawClient.frame(RawClient.PING, utf8("x")));
        assertClosed(1002, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void assertClosed(int code, byte[] bytes) throws IOException {
        assertClosed(code, Map.of(), bytes);
    }

    private void assertClosed(int code, Map<String, String> headers, byte[] bytes) throws IOException {
        try (RawClient client = RawClient.connect(gateway, "", headers)) {
            client.write(bytes);
            assertThat(client.receiveClose().closeCode()).isEqualTo(code);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void answersAFloodFrameByFrame() throws IOException {
        int frames = 20_000;
        try (RawClient client = RawClient.connect(gateway, "")) {
            Thread flood = new Thread(() -> flood(client, frames));
            flood.start();
            for (int i = 0; i < frames; i++) {
                assertThat(client.receive(RawClient.PONG).text()).isEqualTo(Integer.toString(i));
            }
        }
    }

    private static void flood(RawClient client, int frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
            all.writeBytes(RawClient.frame(RawClient.FIN | RawClient.PING, utf8(Integer.toString(i))));
        }
        try {
            client.write(all.toByteArray());
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    @Test
    void readsNoMoreFromAClientThatDoesNotRead() throws IOException {
        byte[] pings = new byte[131 * 500];
        for (int i = 0; i < 500; i++) {
            System.arraycopy(RawClient.frame(RawClient.FIN | RawClient.PING, new byte[125]), 0, pings, 131 * i, 131);
        }
        AtomicLong written = new AtomicLong();
        try (RawClient client = RawClient.connect(gateway, "")) {
            Thread flood = new Thread(() -> writeForEver(client, pings, written));
            flood.start();
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> before.getAndSet(written.get()) == written.get());
            assertThat(client.receive().opcode()).isEqualTo(RawClient.PONG);
        }
    }

    private static void writeForEver(RawClient client, byte[] bytes, AtomicLong written) {
        try {
            while (true) {
                client.write(bytes);
                written.addAndGet(bytes.length);
            }
        } catch (IOException closed) {
            written.set(-1);
        }
    }
}
