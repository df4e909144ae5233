package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that come faster than an event loop gets to them, and so go out in one piece, to clients that must take it apart. */
class ManyEventsTests {

    private static final int EVENTS = 2_000;
    private static final String LONG = " long".repeat(100);

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-bzip2", "permessage-deflate"})
    void comeAsOneFrameEachOnceAndInOrder(String extension) throws IOException, DataFormatException {
        try (RawClient client =
                RawClient.connect(gateway, "?channel=a", Map.of("Sec-WebSocket-Extensions", extension))) {
            assertThat(client.receive().text()).startsWith("{\"position\"");
            List<String> said = IntStream.range(0, EVENTS)
                    .mapToObj(i -> i % 3 == 0 ? i + LONG : Integer.toString(i))
                    .toList();

            said.forEach(text -> gateway.say("a", text));

            for (String text : said) {
                assertThat(event(client)).startsWith("{\"cursor\":\"").endsWith(",\"data\":\"" + text + "\"}");
            }
        }
    }

    /** The next, whole and, if it was compressed, inflated by itself. */
    private static String event(RawClient client) throws IOException, DataFormatException {
        RawClient.Frame frame = client.receive();
        boolean compressed = (frame.first() & RawClient.RSV1) != 0;
        String text = compressed ? RawClient.inflated(frame.payload()) : frame.text();
        return text.startsWith("{\"position\"") ? event(client) : text;
    }
}
