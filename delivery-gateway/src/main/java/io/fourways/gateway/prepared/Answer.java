package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.poll.PollSink.Page;
import io.fourways.gateway.prepared.Question.Terms;
import io.fourways.gateway.way.Way;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One answer as it goes over the connection, head and body, for all who are at the same place. Its bytes are kept on the
 * heap, and shared by all; what {@link #bytes} gives is released by whoever sends it.
 */
final class Answer {

    private static final int MAX_LINK = 4096;
    private static final String BEGIN = "{\"events\":[";
    private static final String END_OF_LINE = "\r\n";
    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpResponseStatus status;
    private final byte[] bytes;
    private final int body;
    private final int end;
    private final Moment moment;
    private final boolean more;
    private boolean given; // a loop that does not see it yet gives the bytes once more as the first did

    /**
     * @param body where in the bytes it begins
     * @param end  where in the bytes its events end
     */
    private Answer(HttpResponseStatus status, byte[] bytes, int body, int end, Moment moment, boolean more) {
        this.status = status;
        this.bytes = bytes;
        this.body = body;
        this.end = end;
        this.moment = moment;
        this.more = more;
    }

    /**
     * What an answer depends on beside what was asked, and its events.
     *
     * @param place     behind them
     * @param caching   what caches may do with it
     * @param pollAfter in how many seconds it had best be asked again
     * @param date      when it is made, as HTTP has it
     */
    record Moment(Cursor place, String caching, long pollAfter, String date) {}

    static Answer unchanged(Terms terms, Moment moment) {
        HttpResponseStatus status = HttpResponseStatus.NOT_MODIFIED;
        byte[] bytes = head(terms, status, "", moment).getBytes(StandardCharsets.US_ASCII);
        return new Answer(status, bytes, bytes.length, bytes.length, moment, false);
    }

    static Answer of(Terms terms, Page page, Moment moment) {
        HttpResponseStatus status = HttpResponseStatus.OK;
        String behind = "],\"cursor\":\"" + page.cursor() + "\",\"more\":" + page.more() + "}";
        int length = BEGIN.length() + lengthOf(page.events()) + behind.length();
        String ofBody = field("Content-Type", "application/json") + field("Content-Length", Integer.toString(length));
        String head = head(terms, status, ofBody, moment);
        ByteBuf all = Unpooled.wrappedBuffer(new byte[head.length() + length]).clear();
        ByteBufUtil.writeAscii(all, head);
        ByteBufUtil.writeAscii(all, BEGIN);
        write(all, page.events());
        int end = all.writerIndex();
        ByteBufUtil.writeAscii(all, behind);
        return new Answer(status, all.array(), head.length(), end, moment, page.more());
    }

    /** With what is between them. */
    private static int lengthOf(List<ByteBuf> events) {
        int length = Math.max(0, events.size() - 1);
        for (ByteBuf event : events) {
            length += event.readableBytes();
        }
        return length;
    }

    private static void write(ByteBuf all, List<ByteBuf> events) {
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                all.writeByte(',');
            }
            ByteBuf event = events.get(i);
            all.writeBytes(event, event.readerIndex(), event.readableBytes());
        }
    }

    /** @param ofBody the fields that say what the body is */
    private static String head(Terms terms, HttpResponseStatus status, String ofBody, Moment moment) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(END_OF_LINE);
        append(head, terms.before());
        head.append(field("Poll-After", Long.toString(moment.pollAfter)));
        head.append(field("Cache-Control", moment.caching));
        append(head, terms.behind());
        String link = "<" + terms.link() + moment.place + ">; rel=\"next\"";
        if (link.length() <= MAX_LINK) {
            head.append(field("Link", link));
        }
        if (terms.way() == Way.LONG_POLL) {
            head.append(field("Preference-Applied", "wait=" + terms.waiting().toSeconds()));
        }
        head.append(ofBody).append(field("ETag", '"' + moment.place.toString() + '"'));
        return head.append(field("Date", moment.date)).append(END_OF_LINE).toString();
    }

    private static void append(StringBuilder head, List<String> fields) {
        for (int i = 0; i < fields.size(); i += 2) {
            head.append(field(fields.get(i), fields.get(i + 1)));
        }
    }

    private static String field(String name, String value) {
        return name + ": " + value + END_OF_LINE;
    }

    /** As the record's own equality would say more slowly; each poll asks. */
    boolean isOf(Moment another) {
        return moment.pollAfter == another.pollAfter
                && moment.caching.equals(another.caching)
                && moment.date.equals(another.date)
                && moment.place.equals(another.place);
    }

    /** Whether its events are those of a page of its place, byte for byte. */
    boolean holds(Page page) {
        int at = body + BEGIN.length();
        int next = at;
        for (ByteBuf event : page.events()) {
            at = next + event.readableBytes();
            if (at > end || !event.equals(Unpooled.wrappedBuffer(bytes, next, at - next))) {
                return false;
            }
            next = at + 1;
        }
        return more == page.more() && at == end;
    }

    HttpResponseStatus status() {
        return status;
    }

    /** How many bytes it is, head and body. */
    int length() {
        return bytes.length;
    }

    /**
     * Its bytes, to be released; the last of its connection say that they are.
     *
     * @param channel to which they go, on whose event loop this is called
     */
    ByteBuf bytes(boolean last, Channel channel) {
        if (last) {
            return lastBytes();
        }
        if (given) {
            return DirectCopy.of(bytes, channel);
        }
        given = true;
        return Unpooled.wrappedBuffer(bytes);
    }

    private ByteBuf lastBytes() {
        ByteBuf all = Unpooled.wrappedBuffer(bytes);
        int fieldsEnd = body - END_OF_LINE.length();
        return Unpooled.wrappedBuffer(all.readRetainedSlice(fieldsEnd), Unpooled.wrappedBuffer(CLOSE), all);
    }
}
