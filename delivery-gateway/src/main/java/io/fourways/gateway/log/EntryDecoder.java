package io.fourways.gateway.log;

import io.fourways.contract.EventHead;
import io.fourways.contract.EventJson;
import io.fourways.contract.InvalidEventException;
import io.fourways.contract.Logs;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.policy.Policy;
import io.fourways.service.trace.EventSpan;
import io.fourways.service.trace.EventSpans;
import io.micrometer.tracing.Span;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of records: reads the attributes that delivery needs, fingerprints the bytes, and splices in the
 * cursor. The payload is never parsed. For one thread at a time.
 */
public final class EntryDecoder {

    private static final byte[] CURSOR = "{\"cursor\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OURS = "{\"specversion\":\"1.0\",\"id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int TEXT_FRAME = 0x81;
    private static final String SPAN = "fourways.log";

    private final String log;
    private final ByteBufAllocator allocator;
    private final Identities identities;
    private final Policies policies;
    private final EventSpans spans;
    private final MessageDigest sha256 = sha256();

    /**
     * One for the default log.
     *
     * @param allocator  where the frames come from
     * @param identities which events were seen already
     */
    public EntryDecoder(ByteBufAllocator allocator, Identities identities) {
        this(allocator, identities, Policies.NONE);
    }

    /**
     * One for the default log whose entries are delivered.
     *
     * @param allocator  where the frames come from
     * @param identities which events were seen already
     * @param policies   what counts for their channels
     */
    public EntryDecoder(ByteBufAllocator allocator, Identities identities, Policies policies) {
        this(Logs.DEFAULT, allocator, identities, policies, EventSpans.OFF);
    }

    /**
     * One that follows a log.
     *
     * @param log        its name, which cursors have
     * @param allocator  where the frames come from
     * @param identities which events were seen already
     * @param policies   what counts for their channels
     * @param spans      where it is told of sampled events that they have come
     */
    public EntryDecoder(
            String log, ByteBufAllocator allocator, Identities identities, Policies policies, EventSpans spans) {
        this.log = log;
        this.allocator = allocator;
        this.identities = identities;
        this.policies = policies;
        this.spans = spans;
    }

    /** The name of the log whose records these are. */
    String log() {
        return log;
    }

    /** What there is to deliver at the record's place: nothing, when it is no event or one that was seen before. */
    public Decoded decode(LogRecord record) {
        Cursor cursor = new Cursor(log, record.offset(), fingerprint(record.body()), false);
        if (Placemark.is(record.body())) {
            return new Decoded(LogEntry.hidden(cursor, record), Decoded.Kind.PLACEMARK);
        }
        try {
            byte[] body = inWireForm(record.body());
            boolean traced = spans.isOn() && record.fresh();
            EventHead head = EventJson.head(body, traced || policies.goBySubject());
            if (!identities.isNew(identity(head), record.offset())) {
                return new Decoded(LogEntry.hidden(cursor, record), Decoded.Kind.DUPLICATE);
            }
            return new Decoded(
                    LogEntry.of(cursor, record, visible(cursor, head, body), traced ? arrival(head, record) : null),
                    Decoded.Kind.EVENT);
        } catch (InvalidEventException malformed) {
            return new Decoded(LogEntry.hidden(cursor, record), Decoded.Kind.MALFORMED);
        }
    }

    /** Notes which event is at the record's place, if one is, and makes no entry of it. */
    public void skip(LogRecord record) {
        if (Placemark.is(record.body())) {
            return;
        }
        try {
            identities.isNew(identity(EventJson.head(inWireForm(record.body()))), record.offset());
        } catch (InvalidEventException malformed) {
            // nobody sees it, so nothing comes again of it
        }
    }

    /** Forgets which events were seen: what follows is another log's. */
    void reset() {
        identities.clear();
    }

    /** A fingerprint of what is written at a place, as its cursor carries it. */
    long fingerprint(byte[] body) {
        return ByteBuffer.wrap(sha256.digest(body)).getLong();
    }

    private Identities.Identity identity(EventHead head) {
        sha256.update(head.source().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(head.id().getBytes(StandardCharsets.UTF_8)));
        return new Identities.Identity(digest.getLong(), digest.getLong());
    }

    /** Ours is in wire form; somebody else's, written straight to the exchange, is checked and made so. */
    private static byte[] inWireForm(byte[] body) {
        return isOurs(body) ? body : EventJson.encode(EventJson.decode(body));
    }

    private static boolean isOurs(byte[] body) {
        if (Arrays.mismatch(OURS, body) != OURS.length || body[body.length - 1] != '}') {
            return false;
        }
        for (byte b : body) {
            if (b == '\n' || b == '\r') {
                return false;
            }
        }
        return true;
    }

    /** What was on the log before it was followed has come at another time, and maybe to another gateway: not of that. */
    private @Nullable EntryTrace arrival(EventHead head, LogRecord record) {
        if (head.trace() == null) {
            return null;
        }
        EventSpan log = spans.began(SPAN, Span.Kind.CONSUMER, head.trace(), record.written());
        log.end();
        String place = log.traceParent();
        return place == null ? null : new EntryTrace(place, System.currentTimeMillis());
    }

    private LogEntry.Visible visible(Cursor cursor, EventHead head, byte[] body) {
        String place = cursor.toString();
        int length = CURSOR.length + place.length() + 2 + body.length - 1;
        int header = length < 126 ? 2 : length <= 0xffff ? 4 : 10;
        ByteBuf frame = allocator.buffer(header + length, header + length);
        writeHeader(frame, length);
        frame.writeBytes(CURSOR);
        ByteBufUtil.writeAscii(frame, place);
        frame.writeByte('"').writeByte(',').writeBytes(body, 1, body.length - 1);
        Policy policy = policies.of(head.channel().name());
        return new LogEntry.Visible(head.channel().name(), head.type(), policy, key(head, policy), frame, header);
    }

    private static @Nullable String key(EventHead head, Policy policy) {
        return switch (policy.conflation()) {
            case NONE -> null;
            case CHANNEL -> head.channel().name();
            case SUBJECT -> head.subject() == null ? null : head.channel() + "\n" + head.subject();
        };
    }

    private static void writeHeader(ByteBuf frame, int length) {
        frame.writeByte(TEXT_FRAME);
        if (length < 126) {
            frame.writeByte(length);
        } else if (length <= 0xffff) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /**
     * An entry and why it is as it is.
     *
     * @param entry to be released by whoever takes it
     * @param kind  what the record was
     */
    public record Decoded(LogEntry entry, Kind kind) {

        /** What a record can be. */
        public enum Kind {
            EVENT,
            DUPLICATE,
            PLACEMARK,
            MALFORMED
        }
    }
}
