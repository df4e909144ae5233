package io.fourways.gateway.shortcut;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request that came as one piece: where its {@link Parts} are, which may be others the next time, and the SHA-256
 * of all the rest; and not what it says, for there may be a token in it.
 */
final class RequestForm {

    /** A longer request has none. */
    static final int MOST_BYTES = 2048;

    private static final FastThreadLocal<Desk> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected Desk initialValue() throws NoSuchAlgorithmException {
            return new Desk(MessageDigest.getInstance("SHA-256"));
        }
    };

    private final Spans spans;
    private final byte[] sha256;

    private RequestForm(Spans spans, byte[] sha256) {
        this.spans = spans;
        this.sha256 = sha256;
    }

    /** What may differ; null where its form has no such part. */
    record Values(@Nullable String ofTarget, @Nullable String ofField) {}

    /** The form of a request; null when its codec would have written it in another way than this piece, or it is too long. */
    static @Nullable RequestForm of(HttpRequest request, Parts parts, ByteBuf piece) {
        StringBuilder head = new StringBuilder(MOST_BYTES);
        Spans spans = write(head, request, parts);
        if (!isWritten(head, piece)) {
            return null;
        }
        Desk desk = OF_THREAD.get();
        desk.lay(piece);
        RequestForm form = new RequestForm(spans, desk.digest(spans));
        desk.clear(spans.length);
        return form;
    }

    private static Spans write(StringBuilder head, HttpRequest request, Parts parts) {
        head.append(request.method()).append(' ');
        int target = head.length();
        head.append(request.uri()).append(' ').append(request.protocolVersion()).append("\r\n");
        int field = -1;
        int fieldEnd = -1;
        for (Map.Entry<String, String> said : request.headers()) {
            int value = head.append(said.getKey()).append(": ").length();
            int end = head.append(said.getValue()).length();
            head.append("\r\n");
            if (parts.field() != null && parts.field().contentEqualsIgnoreCase(said.getKey())) {
                field = value;
                fieldEnd = end;
            }
        }
        int length = head.append("\r\n").length();
        return field < 0
                ? new Spans(target + parts.from(), target + parts.to(), length, length, length)
                : new Spans(target + parts.from(), target + parts.to(), field, fieldEnd, length);
    }

    private static boolean isWritten(StringBuilder head, ByteBuf piece) {
        boolean same = head.length() <= MOST_BYTES && head.length() == piece.readableBytes();
        for (int i = 0; same && i < head.length(); i++) {
            same = head.charAt(i) == (char) piece.getUnsignedByte(piece.readerIndex() + i);
        }
        return same;
    }

    /** What differs in a piece; null when it is not of this form. */
    @Nullable
    Values in(ByteBuf piece) {
        int length = piece.readableBytes();
        if (length > MOST_BYTES) {
            return null;
        }
        Desk desk = OF_THREAD.get();
        desk.lay(piece);
        Spans found = spans.in(desk.bytes, length);
        Values values = found == null ? null : values(found, desk);
        desk.clear(length);
        return values;
    }

    private @Nullable Values values(Spans found, Desk desk) {
        return Arrays.equals(desk.digest(found), sha256) ? spans.values(found, desk.bytes) : null;
    }

    /**
     * Where in a request its parts begin and end; an empty one is none.
     *
     * @param from the target's
     */
    private record Spans(int from, int to, int field, int fieldEnd, int length) {

        boolean hasPart() {
            return to > from;
        }

        boolean hasField() {
            return fieldEnd > field;
        }

        /** The same of another piece, as far as can be told by its length; null when it is not of this form. */
        @Nullable
        Spans in(byte[] bytes, int size) {
            int end = hasPart() ? end(bytes, from, size, '!', '&') : to;
            int value = end + field - to;
            int valueEnd = hasField() ? end(bytes, value, size, ' ', '\r') : value;
            return size - valueEnd == length - fieldEnd ? new Spans(from, end, value, valueEnd, size) : null;
        }

        /** The next byte that is the delimiter, less than the least, or beyond ASCII. */
        private static int end(byte[] bytes, int from, int size, char least, char delimiter) {
            int at = from;
            while (at < size && bytes[at] >= least && bytes[at] != delimiter) {
                at++;
            }
            return at;
        }

        /** What is there in another piece. */
        Values values(Spans found, byte[] bytes) {
            return new Values(
                    hasPart() ? text(bytes, found.from, found.to) : null,
                    hasField() ? text(bytes, found.field, found.fieldEnd) : null);
        }

        private static String text(byte[] bytes, int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    /** Room to look at one request, left empty. */
    private static final class Desk {

        private final byte[] bytes = new byte[MOST_BYTES];
        private final MessageDigest sha256;

        private Desk(MessageDigest sha256) {
            this.sha256 = sha256;
        }

        void lay(ByteBuf piece) {
            piece.getBytes(piece.readerIndex(), bytes, 0, piece.readableBytes());
        }

        /** Of all that is not one of the parts. */
        byte[] digest(Spans spans) {
            sha256.update(bytes, 0, spans.from);
            sha256.update(bytes, spans.to, spans.field - spans.to);
            sha256.update(bytes, spans.fieldEnd, spans.length - spans.fieldEnd);
            return sha256.digest();
        }

        void clear(int length) {
            Arrays.fill(bytes, 0, length, (byte) 0);
        }
    }
}
