package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes over a WebSocket while a message before it is being dealt with. */
class WaitingMessagesTests {

    private final TestGateway gateway = new TestGateway(Duration.ofMinutes(10));
    private RawClient client;

    @BeforeEach
    void subscribeBehindWhatIsStillToCome() throws IOException {
        client = RawClient.connect(gateway, "");
        client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"a\"],\"after\":\"3-0123456789abcdef\"}}");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        gateway.close();
    }

    @Test
    void answersPings() throws IOException {
        ping("still there?");
        unsubscribe(2);
        ping("and now?");

        assertThat(client.receive(RawClient.PONG).text()).isEqualTo("still there?");
        assertThat(client.receive(RawClient.PONG).text()).isEqualTo("and now?");
    }

    @Test
    void carriesOutWhatWaitsInOrder() throws IOException {
        for (int id = 2; id <= 50; id++) {
            unsubscribe(id);
        }
        for (int offset = 1; offset <= 3; offset++) {
            gateway.happen("b");
        }

        List<String> answers = Stream.generate(this::receive)
                .filter(text -> text.startsWith("{\"id\":"))
                .limit(50)
                .toList();
        for (int id = 1; id <= 50; id++) {
            assertThat(answers.get(id - 1))
                    .startsWith("{\"id\":" + id + ",\"" + (id == 1 ? "" : "un") + "subscribed\":");
        }
    }

    @Test
    void letsTheClientClose() throws IOException {
        client.send(RawClient.FIN | RawClient.CLOSE, new byte[] {0x03, (byte) 0xe8});
        assertThat(client.receiveClose().closeCode()).isEqualTo(1000);
    }

    @Test
    void letsNoMoreWaitThanThereIsRoomFor() throws IOException {
        for (int id = 2; id <= 50; id++) {
            unsubscribe(id);
        }
        ping("behind it all");
        for (int offset = 1; offset <= 3; offset++) {
            gateway.happen("b");
        }

        List<String> beforeThePong = Stream.generate(this::receive)
                .takeWhile(text -> !text.equals("behind it all"))
                .toList();
        assertThat(beforeThePong).anyMatch(text -> text.startsWith("{\"id\":1,"));
    }

    private void unsubscribe(int id) throws IOException {
        client.send("{\"id\":" + id + ",\"unsubscribe\":{\"channels\":[\"c\"]}}");
    }

    private void ping(String text) throws IOException {
        client.send(RawClient.FIN | RawClient.PING, text.getBytes(StandardCharsets.UTF_8));
    }

    private String receive() {
        try {
            return client.receive().text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
