package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Logs;
import io.fourways.gateway.log.EntryDecoder.Decoded;
import io.fourways.gateway.log.EntryDecoder.Decoded.Kind;
import io.fourways.gateway.policy.Policies;
import io.fourways.service.trace.EventSpans;
import io.fourways.system.span.KeptSpans;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryDecoderTests {

    private final EntryDecoder decoder = new EntryDecoder(UnpooledByteBufAllocator.DEFAULT, new Identities(3));

    @Test
    void saysInTheCursorWhichLogItIsAPlaceIn() {
        EntryDecoder other = new EntryDecoder(
                "shop", UnpooledByteBufAllocator.DEFAULT, new Identities(3), Policies.NONE, EventSpans.OFF);
        LogEntry entry =
                other.decode(LogRecord.writtenNow(7, Events.on("orders"))).entry();
        ByteBuf frame = entry.webSocketFrame();
        assertThat(frame.toString(StandardCharsets.UTF_8)).contains("{\"cursor\":\"shop.7-");
        frame.release();
        entry.release();
    }

    @Test
    void splicesTheCursorInAndLeavesTheRestAlone() {
        String wire = text(Events.of("1", "a.b", "t", "{\"n\":1.0e2,\"s\":\"\\u00e9\"}"));
        LogEntry entry = decode(7, wire).entry();
        assertThat(take(entry.json())).isEqualTo("{\"cursor\":\"" + entry.cursor() + "\"," + wire.substring(1));
        assertThat(entry.channel()).isEqualTo("a.b");
        assertThat(entry.type()).isEqualTo("t");
        entry.release();
    }

    @ParameterizedTest
    @CsvSource({"125,2", "126,4", "65535,4", "65536,10"})
    void framesForWebSocket(int length, int header) {
        String wire = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"s\",\"type\":\"t\",\"channel\":\"a\"}";
        LogEntry empty = decode(1, wire.formatted("")).entry();
        int shortest = empty.jsonLength();
        empty.release();
        LogEntry entry =
                decode(1, wire.formatted("x".repeat(length - shortest))).entry();
        ByteBuf frame = entry.webSocketFrame();
        assertThat(entry.jsonLength()).isEqualTo(length);
        assertThat(frame.readableBytes()).isEqualTo(header + length);
        assertThat(frame.getUnsignedByte(0)).isEqualTo((short) 0x81);
        assertThat(lengthIn(frame, header)).isEqualTo(length);
        frame.release();
        entry.release();
    }

    private static long lengthIn(ByteBuf frame, int header) {
        int first = frame.getUnsignedByte(1);
        if (header == 2) {
            return first;
        }
        assertThat(first).isEqualTo(header == 4 ? 126 : 127);
        return header == 4 ? frame.getUnsignedShort(2) : frame.getLong(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "[]",
                "null",
                "{}",
                "{\"id\":\"1\"}",
                "{\"specversion\":\"1.0\",\"id\":\"",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"channel\":\"a b\"}",
                "{\"id\":\"1\",\"specversion\":\"1.0\",\"source\":\"s\",\"type\":\"t\",\"channel\":\"a\",\"time\":\"2026-01-02T03:04:05Z\",\"data\":oops}"
            })
    void hidesWhatIsNoEvent(String body) {
        Decoded decoded = decode(3, body);
        assertThat(decoded.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(decoded.entry().isVisible()).isFalse();
        assertThat(decoded.entry().offset()).isEqualTo(3);
    }

    @Test
    void hidesPlacemarksButNamesTheirPlace() {
        Decoded one = decoder.decode(LogRecord.writtenNow(1, Placemark.create()));
        Decoded other = decoder.decode(LogRecord.writtenNow(1, Placemark.create()));
        assertThat(one.kind()).isEqualTo(Kind.PLACEMARK);
        assertThat(one.entry().cursor()).isNotEqualTo(other.entry().cursor());
    }

    @Test
    void hidesTheSameIdentityForAsLongAsItIsRemembered() {
        String wire = text(Events.of("same", "a", "t", "1"));
        assertThat(kind(1, wire)).isEqualTo(Kind.EVENT);
        assertThat(kind(2, wire)).isEqualTo(Kind.DUPLICATE);
        assertThat(kind(1, wire)).as("read again").isEqualTo(Kind.EVENT);
        for (int i = 0; i < 3; i++) {
            assertThat(kind(3 + i, text(Events.of("other" + i, "a", "t", "1")))).isEqualTo(Kind.EVENT);
        }
        assertThat(kind(9, wire)).as("forgotten").isEqualTo(Kind.EVENT);
    }

    @Test
    void bringsOthersEventsIntoWireForm() {
        String foreign = " {\n \"id\": \"1\", \"source\": \"/s\", \"cursor\": \"0-00\", \"specversion\": \"1.0\",\r\n"
                + "\"type\": \"t\", \"data\": {\"a\": [1,\n2]}, \"channel\": \"a\"} ";
        LogEntry entry = decode(1, foreign).entry();
        assertThat(take(entry.json()))
                .isEqualTo(
                        "{\"cursor\":\"" + entry.cursor() + "\",\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\","
                                + "\"type\":\"t\",\"channel\":\"a\",\"data\":{\"a\":[1,2]}}");
        entry.release();
    }

    @Test
    void makesOneChunkForAllEventStreams() {
        LogEntry entry = decode(1, text(Events.of("1", "a", "t", "\"é\""))).entry();
        ByteBuf chunk = entry.sseChunk();
        String all = chunk.toString(StandardCharsets.UTF_8);
        int size = Integer.parseInt(all.substring(0, all.indexOf('\r')), 16);
        String fields = take(SseChunk.fieldsOf(chunk));
        assertThat(fields.getBytes(StandardCharsets.UTF_8)).hasSize(size);
        assertThat(fields).isEqualTo("id: " + entry.cursor() + "\ndata: " + take(entry.json()) + "\n\n");
        assertThat(all).isEqualTo(Integer.toHexString(size) + "\r\n" + fields + "\r\n");
        assertThat(take(entry.sseChunk()))
                .as("untouched by who skipped the size")
                .isEqualTo(all);
        entry.release();
        assertThat(entry.acquire()).isFalse();
    }

    @Test
    void findsTheTraceOfASampledEventThatHasJustCome() {
        EntryDecoder traced = new EntryDecoder(
                Logs.DEFAULT,
                UnpooledByteBufAllocator.DEFAULT,
                new Identities(3),
                Policies.NONE,
                new EventSpans(new KeptSpans().tracer()));
        byte[] event = Events.traced("a", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        LogEntry old = traced.decode(new LogRecord(1, event, 1)).entry();
        LogEntry fresh = traced.decode(LogRecord.writtenNow(1, event)).entry();
        LogEntry untraced = decoder.decode(LogRecord.writtenNow(1, event)).entry();
        assertThat(old.trace()).isNull();
        assertThat(untraced.trace()).isNull();
        assertThat(fresh.trace()).isNotNull();
        assertThat(fresh.trace().firstTime("write")).isNotNull();
        assertThat(fresh.trace().firstTime("write")).isNull();
        List.of(old, fresh, untraced).forEach(LogEntry::release);
    }

    private Kind kind(long offset, String body) {
        Decoded decoded = decode(offset, body);
        decoded.entry().release();
        return decoded.kind();
    }

    private Decoded decode(long offset, String body) {
        return decoder.decode(LogRecord.writtenNow(offset, bytes(body)));
    }

    private static String take(ByteBuf buffer) {
        try {
            return buffer.toString(StandardCharsets.UTF_8);
        } finally {
            buffer.release();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
