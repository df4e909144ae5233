package io.fourways.gateway.poll;

import io.fourways.gateway.read.ReadRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a poll gets: a page of events, and where to ask next. Its bytes are to be taken or released. */
final class PollAnswer {

    private static final byte[] EVENTS = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURSOR = "],\"cursor\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = "\",\"more\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_MORE = "\",\"more\":false}".getBytes(StandardCharsets.US_ASCII);

    private final ReadRequest request;
    private final PollSink.Page page;
    private final boolean known;

    PollAnswer(ReadRequest request, PollSink.Page page, boolean known) {
        this.request = request;
        this.page = page;
        this.known = known;
    }

    /** Whether the client has it all already. */
    boolean isKnown() {
        return known;
    }

    /** The cursor as an entity tag. */
    String etag() {
        return '"' + page.cursor().toString() + '"';
    }

    /** Where to read on. */
    String next() {
        return request.http().getPath().pathWithinApplication().value() + "?" + request.asQuery() + "&after="
                + page.cursor();
    }

    /** The body, to be released by the caller; the events are released here. */
    ByteBuf body(ByteBufAllocator allocator) {
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
    void release() {
        page.release();
    }
}
