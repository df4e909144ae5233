package io.fourways.gateway.poll;

import io.fourways.gateway.fanout.Start;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.read.ReadRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a poll gets: a page of events, and where to ask next. Its bytes are to be taken or released. */
public final class PollAnswer {

    private static final byte[] EVENTS = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURSOR = "],\"cursor\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = "\",\"more\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_MORE = "\",\"more\":false}".getBytes(StandardCharsets.US_ASCII);

    private final ReadRequest request;
    private final PollSink.Page page;

    PollAnswer(ReadRequest request, PollSink.Page page) {
        this.request = request;
        this.page = page;
    }

    public boolean isEmpty() {
        return page.events().isEmpty();
    }

    /** The cursor as an entity tag. */
    public String etag() {
        return '"' + page.cursor().toString() + '"';
    }

    /** Whether there is nothing that the client, which has an earlier answer, does not have. */
    public boolean isNothingNew() {
        Cursor known = request.known();
        return known != null && !page.more() && (known.equals(page.cursor()) || (isEmpty() && isBehindStart(known)));
    }

    /** Nothing having come since the start, any place behind it is as good as the newest. */
    private boolean isBehindStart(Cursor known) {
        return request.start() instanceof Start.After after
                && known.lastOffset() >= after.cursor().lastOffset()
                && known.lastOffset() <= page.cursor().lastOffset();
    }

    /** Where to read on. */
    public String next() {
        return request.http().getPath().pathWithinApplication().value() + "?" + request.asQuery() + "&after="
                + page.cursor();
    }

    /** The body, to be released by the caller; the events are released here. */
    public ByteBuf body(ByteBufAllocator allocator) {
        List<ByteBuf> events = page.events();
        String cursor = page.cursor().toString();
        int size = EVENTS.length + CURSOR.length + cursor.length() + NO_MORE.length + events.size();
        size += events.stream().mapToInt(ByteBuf::readableBytes).sum();
        ByteBuf body = allocator.buffer(size);
        body.writeBytes(EVENTS);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                body.writeByte(',');
            }
            body.writeBytes(events.get(i));
        }
        page.release();
        body.writeBytes(CURSOR);
        ByteBufUtil.writeAscii(body, cursor);
        return body.writeBytes(page.more() ? MORE : NO_MORE);
    }

    /** Lets go of the events, which nobody will see. */
    public void release() {
        page.release();
    }
}
