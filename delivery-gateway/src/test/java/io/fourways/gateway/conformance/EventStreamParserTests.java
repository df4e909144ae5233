package io.fourways.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.conformance.EventStreamParser.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests' own parser keeps to the standard: its examples, and what browsers are held to. */
class EventStreamParserTests {

    static Stream<Arguments> streams() {
        return Stream.of(
                of("data: YHOO\ndata: +2\ndata: 10\n\n", "YHOO\n+2\n10"),
                of(
                        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                        "first event",
                        "second event",
                        " third event"),
                of("data\n\ndata\ndata\n\ndata:", "", "\n"),
                of("data:test\n\ndata: test\n\n", "test", "test"),
                of("data:1\r\rdata:2\n\ndata:3\r\n\r\n", "1", "2", "3"),
                of("data:1\r\ndata:2\rdata:3\ndata:4\n\r", "1\n2\n3\n4"),
                of("\ufeffdata:1\n\n\ufeffdata:2\n\ndata:3\n\n", "1", "3"),
                of("\ufeff\ufeffdata:1\n\ndata:2\n\n", "2"),
                of(" data:1\ndata :2\nData:3\ndata:\t4\n\n", "\t4"),
                of("data:\u0000\u2028\u2029\u0085\n\n", "\u0000\u2028\u2029\u0085"),
                of(":\n:comment\n::\n\n"),
                of("event:x\n\ndata:unaffected\n\n", "unaffected"),
                of("data::\n\n", ":"),
                of("data:cut off\n"));
    }

    private static Arguments of(String stream, String... data) {
        return Arguments.of(stream, List.of(data));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void findsTheDataOfEachEvent(String stream, List<String> data) {
        EventStreamParser parser = parse(stream);
        List<String> found = new ArrayList<>();
        for (Message message = parser.poll(); message != null; message = parser.poll()) {
            assertThat(message.type()).isEqualTo("message");
            found.add(message.data());
        }
        assertThat(found).isEqualTo(data);
    }

    @Test
    void keepsAnIdUntilThereIsAnother() {
        EventStreamParser parser =
                parse("id:1\ndata:a\n\ndata:b\n\nid: 2\n\nid:3\u0000\ndata:c\n\nid\ndata:d\n\nid:9\n");
        assertThat(Stream.generate(parser::poll).limit(4).map(Message::lastEventId))
                .containsExactly("1", "1", "2", "");
        assertThat(parser.lastEventId()).isEmpty();
    }

    @Test
    void keepsATypeForOneEvent() {
        EventStreamParser parser = parse("event: gap\ndata\n\ndata\n\nevent:a\nevent:b\ndata\n\nevent:\ndata\n\n");
        assertThat(Stream.generate(parser::poll).limit(4).map(Message::type))
                .containsExactly("gap", "message", "b", "message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "retry:\n", "retry: x\n", "retry:-1\n", "retry:1.5\n", "retry: 10 \n", "Retry:10\n"})
    void passesOverWhatIsNoTime(String stream) {
        assertThat(parse(stream).retry()).isEqualTo(-1);
        assertThat(parse("retry: 03000\n" + stream).retry()).isEqualTo(3000);
    }

    private static EventStreamParser parse(String stream) {
        EventStreamParser parser = new EventStreamParser();
        parser.take(stream.getBytes(StandardCharsets.UTF_8));
        return parser;
    }
}
