package io.fourways.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.conformance.EventStreamParser.Message;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an event holds, each way carries its JSON, and its payload token for token, as simple decoders find. */
class WireFormPropertyTests {

    private final EntryDecoder decoder = new EntryDecoder(UnpooledByteBufAllocator.DEFAULT, new Identities(1));

    @Provide
    Arbitrary<JsonSample> json() {
        return JsonSample.any();
    }

    /** The members of an event in any order, with any white space between them. */
    @Provide
    Arbitrary<String> attributes() {
        Arbitrary<String> text = Arbitraries.of("1", "a b", "é😀", "\\u00e9\\/", "\\\"data\\\":{", "x".repeat(70_000));
        return Combinators.combine(text, Arbitraries.of("/s", "urn:s:1", "\\/s?q=1"), JsonSample.space())
                .as((id, source, space) -> Arrays.asList(
                        "\"specversion\":" + space + "\"1.0\"",
                        "\"id\":\"" + id + '"',
                        "\"source\":\"" + source + '"',
                        "\"type\":\"t\"",
                        space + "\"channel\":\"a.b\"" + space))
                .flatMap(members -> Arbitraries.shuffle(members))
                .map(members -> String.join(",", members));
    }

    @Property
    void carryTheSameEvent(@ForAll("attributes") String attributes, @ForAll("json") JsonSample data)
            throws IOException {
        String wire = "{" + attributes + ",\"data\":" + data.text() + "}";
        LogEntry entry = decoder.decode(LogRecord.writtenNow(7, wire.getBytes(StandardCharsets.UTF_8)))
                .entry();
        assertThat(entry.isVisible()).as(wire).isTrue();
        String json = text(entry.json());
        assertThat(json)
                .startsWith("{\"cursor\":\"" + entry.cursor() + "\",\"specversion\":\"1.0\",")
                .doesNotContain("\n", "\r");
        // white space that is no line's end may stay where it is
        assertThat(List.of(data.minified(), data.text()))
                .anyMatch(payload -> json.endsWith(",\"data\":" + payload + "}"));
        assertThat(inWebSocket(entry)).isEqualTo(json);
        assertThat(inEventStream(entry))
                .isEqualTo(new Message("message", json, entry.cursor().toString()));
        entry.release();
    }

    private static String inWebSocket(LogEntry entry) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(entry.webSocketFrame())));
        Frame frame = Frame.read(in);
        assertThat(in.available()).as("bytes behind the frame").isZero();
        assertThat(frame.first()).isEqualTo(Frame.FIN | Frame.TEXT);
        return frame.text();
    }

    private static Message inEventStream(LogEntry entry) {
        byte[] chunk = bytes(entry.sseChunk());
        int line = new String(chunk, StandardCharsets.ISO_8859_1).indexOf("\r\n");
        int size = Integer.parseInt(new String(chunk, 0, line, StandardCharsets.US_ASCII), 16);
        assertThat(chunk).hasSize(line + 2 + size + 2).endsWith('\r', '\n');
        EventStreamParser parser = new EventStreamParser();
        parser.take(Arrays.copyOfRange(chunk, line + 2, line + 2 + size));
        Message message = parser.poll();
        assertThat(parser.poll()).as("another event").isNull();
        return message;
    }

    private static String text(ByteBuf buffer) {
        return new String(bytes(buffer), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = ByteBufUtil.getBytes(buffer);
        buffer.release();
        return bytes;
    }
}
