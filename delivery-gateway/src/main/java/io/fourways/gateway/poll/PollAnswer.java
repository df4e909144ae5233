package io.fourways.gateway.poll;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.position.Start;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.way.Way;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpMethod;

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
    private final int length;
    private final ChannelPromise taken;
    private boolean done;

    /** @param known whether it has been found out that the client has it all */
    PollAnswer(ReadRequest request, PollSink.Page page, boolean known) {
        this.request = request;
        this.page = page;
        this.known = known || (page.more() ? request.knowsAny() : request.knows(etag()));
        this.length = length(page);
        this.taken = Connections.channel(request.http()).newPromise();
    }

    /**
     * Whether the client has it all already: there is nothing more than it says it has, or what it has is this page. A page
     * that does not hold all there is may have had the same tag when it did, so its tag alone says nothing.
     */
    boolean isKnown() {
        return known;
    }

    /** The cursor as an entity tag. */
    String etag() {
        return '"' + page.cursor().toString() + '"';
    }

    /** What caches may do with it. */
    String caching() {
        return Caching.of(request, page.more());
    }

    /** Where to read on. */
    String next() {
        return request.http().getPath().pathWithinApplication().value() + "?" + request.asQuery() + "&after="
                + page.cursor();
    }

    /** The length of the body in bytes. */
    int length() {
        return length;
    }

    private static int length(PollSink.Page page) {
        List<ByteBuf> events = page.events();
        int commas = Math.max(0, events.size() - 1);
        int around = EVENTS.length + CURSOR.length + page.cursor().toString().length() + end(page).length;
        return around
                + commas
                + events.stream().mapToInt(ByteBuf::readableBytes).sum();
    }

    private static byte[] end(PollSink.Page page) {
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
        return body.writeBytes(end(page));
    }

    ReadRequest request() {
        return request;
    }

    Way way() {
        return request.way();
    }

    PollMetrics.Outcome outcome() {
        if (isKnown()) {
            return PollMetrics.Outcome.NOT_MODIFIED;
        }
        return page.events().isEmpty() ? PollMetrics.Outcome.EMPTY : PollMetrics.Outcome.EVENTS;
    }

    /** How many events it brings. */
    int given() {
        return hasBody() ? page.events().size() : 0;
    }

    /** How many bytes of a body it brings. */
    int bodyLength() {
        return hasBody() ? length : 0;
    }

    private boolean hasBody() {
        return !isKnown() && !request.http().getMethod().equals(HttpMethod.HEAD);
    }

    /**
     * When the oldest that it brings came onto the log, if that tells how stale a client is that asks again and again: not of
     * one that has only begun, or has not come to the end; 0 if not.
     */
    long stalest() {
        boolean goesOn = request.start() instanceof Start.After
                || (request.start() instanceof Start.Now && request.known() != null);
        return goesOn && hasBody() && !page.more() ? page.stalest() : 0;
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
