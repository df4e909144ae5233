package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.poll.Caching;
import io.fourways.gateway.poll.PollSink.Page;
import io.fourways.gateway.prepared.Question.Terms;
import io.fourways.gateway.way.Way;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer, ready for all who are at the same place. Its bytes are on the heap and shared by all, and nobody has to release
 * them.
 */
final class Answer {

    private static final int MAX_LINK = 4096;
    private static final byte[] NOTHING = {};
    private static final String BEGIN = "{\"events\":[";

    private final HttpResponseStatus status;
    private final HttpHeaders head;
    private final byte[] body;
    private final Cursor cursor;
    private final boolean more;
    private final String caching;
    private final long pollAfter;
    private final int length;
    private volatile byte @Nullable [] written;

    private Answer(
            Terms terms,
            HttpResponseStatus status,
            byte @Nullable [] body,
            Cursor cursor,
            boolean more,
            String caching,
            long pollAfter) {
        this.status = status;
        this.body = body == null ? NOTHING : body;
        this.cursor = cursor;
        this.more = more;
        this.caching = caching;
        this.pollAfter = pollAfter;
        this.head = head(terms, body, cursor, caching, pollAfter);
        this.length = length(status, head) + this.body.length;
    }

    static Answer unchanged(Terms terms, Cursor place, long pollAfter) {
        return new Answer(terms, HttpResponseStatus.NOT_MODIFIED, null, place, false, Caching.NOT_AT_ALL, pollAfter);
    }

    static Answer of(Terms terms, Page page, String caching, long pollAfter) {
        return new Answer(terms, HttpResponseStatus.OK, body(page), page.cursor(), page.more(), caching, pollAfter);
    }

    private static byte[] body(Page page) {
        byte[] end = ("],\"cursor\":\"" + page.cursor() + "\",\"more\":" + page.more() + "}")
                .getBytes(StandardCharsets.US_ASCII);
        List<ByteBuf> events = page.events();
        int size = BEGIN.length() + Math.max(0, events.size() - 1) + end.length;
        for (ByteBuf event : events) {
            size += event.readableBytes();
        }
        ByteBuf body = Unpooled.wrappedBuffer(new byte[size]).clear();
        ByteBufUtil.writeAscii(body, BEGIN);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                body.writeByte(',');
            }
            ByteBuf event = events.get(i);
            body.writeBytes(event, event.readerIndex(), event.readableBytes());
        }
        return body.writeBytes(end).array();
    }

    private static HttpHeaders head(
            Terms terms, byte @Nullable [] body, Cursor cursor, String caching, long pollAfter) {
        HttpHeaders head =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        add(head, terms.before());
        head.add("Poll-After", Long.toString(pollAfter));
        head.add("Cache-Control", caching);
        add(head, terms.behind());
        String link = "<" + terms.link() + cursor + ">; rel=\"next\"";
        if (link.length() <= MAX_LINK) {
            head.add("Link", link);
        }
        if (terms.way() == Way.LONG_POLL) {
            head.add("Preference-Applied", "wait=" + terms.waiting().toSeconds());
        }
        if (body != null) {
            head.add("Content-Type", "application/json");
            head.add("Content-Length", Integer.toString(body.length));
        }
        return head.add("ETag", '"' + cursor.toString() + '"');
    }

    private static void add(HttpHeaders head, List<String> fields) {
        for (int i = 0; i < fields.size(); i += 2) {
            head.add(fields.get(i), fields.get(i + 1));
        }
    }

    private static int length(HttpResponseStatus status, HttpHeaders head) {
        int length = "HTTP/1.1 200 \r\n\r\n".length() + status.reasonPhrase().length();
        for (var field : head) {
            length += field.getKey().length() + field.getValue().length() + ": \r\n".length();
        }
        return length;
    }

    /** Whether it is of this place, may be kept like that, and gives this advice. */
    boolean is(Cursor place, String mayBeKept, long seconds) {
        return pollAfter == seconds && caching.equals(mayBeKept) && cursor.equals(place);
    }

    /** Whether its events are those of a page of its place, byte for byte. */
    boolean holds(Page page) {
        int at = BEGIN.length();
        for (ByteBuf event : page.events()) {
            int end = at + event.readableBytes();
            if (end > body.length || !event.equals(Unpooled.wrappedBuffer(body, at, end - at))) {
                return false;
            }
            at = end + 1;
        }
        int events = page.events().isEmpty() ? at : at - 1;
        int around = page.cursor().toString().length() + "],\"cursor\":\"\",\"more\":}".length();
        return more == page.more()
                && body.length == events + around + Boolean.toString(more).length();
    }

    HttpResponseStatus status() {
        return status;
    }

    /** How many bytes it is, head and body. */
    int length() {
        return length;
    }

    /** It as it goes over the connection, head and body: what the codec makes of {@link #response}. */
    ByteBuf bytes() {
        byte[] made = written;
        if (made == null) {
            made = written();
            written = made;
        }
        return Unpooled.wrappedBuffer(made);
    }

    private byte[] written() {
        ByteBuf all = Unpooled.wrappedBuffer(new byte[length]).clear();
        ByteBufUtil.writeAscii(all, "HTTP/1.1 " + status + "\r\n");
        for (var field : head) {
            ByteBufUtil.writeAscii(all, field.getKey() + ": " + field.getValue() + "\r\n");
        }
        ByteBufUtil.writeAscii(all, "\r\n");
        return all.writeBytes(body).array();
    }

    /** It as a response, the last of its connection or not. */
    FullHttpResponse response(boolean last) {
        HttpHeaders fields = last ? head.copy().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE) : head;
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body), fields, EmptyHttpHeaders.INSTANCE);
    }
}
