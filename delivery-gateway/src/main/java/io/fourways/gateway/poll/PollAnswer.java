package io.fourways.gateway.poll;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.read.ReadRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a poll gets: a page of events, and where to ask next. Its bytes are to be taken or released. Touched by its
 * connection's event loop only.
 */
final class PollAnswer {

    private static final byte[] EVENTS = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURSOR = "],\"cursor\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = "\",\"more\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_MORE = "\",\"more\":false}".getBytes(StandardCharsets.US_ASCII);

    private final ReadRequest request;
    private final PollSink.Page page;
    private final boolean known;
    private final ChannelPromise taken;
    private boolean done;

    PollAnswer(ReadRequest request, PollSink.Page page, boolean known) {
        this.request = request;
        this.page = page;
        this.known = known;
        this.taken = Connections.channel(request.http()).newPromise();
    }

    /**
     * Whether the client has it all already: there is nothing more than it says it has, or what it has is this page. A page
     * that does not hold all there is may have had the same tag when it did, so its tag alone says nothing.
     */
    boolean isKnown() {
        return known || (page.more() ? request.knowsAny() : request.knows(etag()));
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

    /** The length of the body in bytes. */
    int length() {
        List<ByteBuf> events = page.events();
        int commas = Math.max(0, events.size() - 1);
        int around = EVENTS.length + CURSOR.length + page.cursor().toString().length() + end().length;
        return around
                + commas
                + events.stream().mapToInt(ByteBuf::readableBytes).sum();
    }

    private byte[] end() {
        return page.more() ? MORE : NO_MORE;
    }

    /** The body, to be released by the caller; the events are released here. To be had once. */
    ByteBuf body(ByteBufAllocator allocator) {
        List<ByteBuf> events = page.events();
        ByteBuf body = allocator.buffer(length());
        body.writeBytes(EVENTS);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                body.writeByte(',');
            }
            body.writeBytes(events.get(i));
        }
        letGoOfEvents();
        body.writeBytes(CURSOR);
        ByteBufUtil.writeAscii(body, page.cursor().toString());
        return body.writeBytes(end());
    }

    private void letGoOfEvents() {
        if (!done) {
            done = true;
            page.events().forEach(ByteBuf::release);
        }
    }

    /** Lets go of it, which is not to be had. */
    void release() {
        letGoOfEvents();
        page.share().release();
    }

    /** From now on it must be taken in time. */
    void begins() {
        page.share().mustBeTaken(taken.channel(), taken);
    }

    /** It has been handed over, or is not to be had; the body holds its room until the socket has taken it. */
    void ends() {
        letGoOfEvents();
        Connections.flushed(taken.channel()).addListener(flushed -> {
            page.share().release();
            taken.trySuccess();
        });
    }
}
