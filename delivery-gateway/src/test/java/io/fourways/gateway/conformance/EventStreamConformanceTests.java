package io.fourways.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.conformance.EventStreamParser.Message;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.read.GatewayServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What browsers make of what the real server sends (HTML, server-sent events). */
class EventStreamConformanceTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static GatewayServer gateway;

    @BeforeAll
    static void start() {
        gateway = new GatewayServer().following();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<String> payloads() {
        return Stream.of(
                        "",
                        ":",
                        " leading and trailing ",
                        "data: injected\n\nevent: gap\ndata: {}\n\n",
                        "\r\r\r",
                        "\r\n\r\nid: 7\r\n",
                        "\n",
                        "\u0000",
                        "\u2028\u2029\u0085\u000b\u000c",
                        "\ufeff\ufeffdata: x",
                        "id:\u0000",
                        "retry: 1",
                        "😀 κόσμε \ufffd",
                        "x".repeat(200_000),
                        "\n".repeat(10_000))
                .map(JSON::writeValueAsString);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void hasEachEventAsOneWhateverIsInIt(String json) throws IOException {
        for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
            try (EventSource source = new EventSource(gateway.port(), version, "channel=a", "").afterPosition()) {
                byte[] wire = Events.of(Long.toString(System.nanoTime()), "a", "t", json);
                gateway.log.append(wire);
                assertIs(new String(wire, StandardCharsets.UTF_8), source.next());
                gateway.log.append(Events.of(Long.toString(System.nanoTime()), "a", "t", "7"));
                assertThat(source.next().data()).endsWith("\"data\":7}");
            }
        }
    }

    /** Written by others, straight to the exchange: JSON may be laid out over many lines. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\r\n\r\n", " \t\n\n:\n"})
    void hasEventsOnOneLineHoweverTheyAreLaidOut(String gap) throws IOException {
        String space = gap.replace(":", "");
        String wire =
                "{%s\"specversion\":\"1.0\",%s\"id\":\"%d\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"a\",\"data\":[1,%s2]%s}"
                        .formatted(space, space, System.nanoTime(), space, space);
        try (EventSource source = new EventSource(gateway.port(), "HTTP/1.1", "channel=a", "").afterPosition()) {
            gateway.log.append(wire.getBytes(StandardCharsets.UTF_8));
            assertIs(wire.replace(space, ""), source.next());
        }
    }

    private static void assertIs(String wire, Message message) {
        String cursor = gateway.window.newest().toString();
        assertThat(message.type()).isEqualTo("message");
        assertThat(message.lastEventId()).isEqualTo(cursor);
        assertThat(message.data()).isEqualTo("{\"cursor\":\"" + cursor + "\"," + wire.substring(1));
    }

    @Test
    void saysWhenToComeBackAndFromWhereThoughNothingHappens() throws IOException {
        try (EventSource source = new EventSource(gateway.port(), "HTTP/1.1", "channel=quiet", "").afterPosition()) {
            assertThat(source.parser().retry()).isBetween(1000L, 3000L);
            assertThat(source.parser().lastEventId())
                    .isEqualTo(gateway.window.newest().toString());
            assertThat(source.parser().poll()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "x",
                "0-0",
                "a, b",
                "\"quoted\"",
                "</script>\\",
                "{\"requested\":1}",
                "%0d%0aevent:x",
                "é€😀",
                "0123456789abcdef0-0123456789abcdef",
                "1-0123456789abcdefB"
            })
    void takesNothingElseForAPlace(String lastEventId) throws IOException {
        String header = "Last-Event-ID: " + lastEventId + "\r\n";
        try (EventSource source = new EventSource(gateway.port(), "HTTP/1.1", "channel=a", header)) {
            Message gap = source.next();
            assertThat(gap.type()).isEqualTo("gap");
            Map<?, ?> data = JSON.readValue(gap.data(), Map.class);
            assertThat(data.get("reason")).isEqualTo("unknown");
            assertThat(data.get("requested").toString().getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(lastEventId.getBytes(StandardCharsets.UTF_8));
            assertThat(gap.lastEventId()).isEqualTo(data.get("earliest"));
        }
    }

    @Test
    void takesAVeryLongOneForNoPlaceEither() throws IOException {
        takesNothingElseForAPlace("1-".repeat(3_000));
    }

    @Test
    void beginsNowForWhoHasReadNothingYet() throws IOException {
        try (EventSource source =
                new EventSource(gateway.port(), "HTTP/1.1", "channel=a", "Last-Event-ID: \r\n").afterPosition()) {
            gateway.log.append(Events.of(Long.toString(System.nanoTime()), "a", "t", "\"next\""));
            assertThat(source.next().data()).endsWith("\"data\":\"next\"}");
        }
    }
}
