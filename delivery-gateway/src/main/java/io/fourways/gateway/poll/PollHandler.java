package io.fourways.gateway.poll;

import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Start;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.read.ReadRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers short and long polls.
 *
 * <p>An entity tag names a place, like the cursor that it is. Two places between which nothing is selected are two names
 * of one answer: so a client's tag matches when nothing selected lies behind its place, however far the log has moved on
 * with what others select. The 304 then carries the newest name, as a 200 would (RFC 9110, 15.4.5), for a client that
 * kept the old one would one day find it behind retention, although nothing had ever come.
 */
public final class PollHandler {

    private final Pages pages;
    private final PollResponses responses;
    private final PollMemory memory;
    private final PollMetrics metrics;

    /**
     * One of a log.
     *
     * @param channels know when it is worth asking again
     * @param unread   the room for answers of all logs
     * @param memory   is told of what is read and answered
     * @param metrics  of all logs
     */
    public PollHandler(
            Fanout fanout,
            Starts starts,
            ChannelDirectory channels,
            UnreadAnswers unread,
            PollMemory memory,
            PollMetrics metrics) {
        this.pages = new Pages(fanout, starts, unread);
        this.memory = memory;
        this.metrics = metrics;
        this.responses = new PollResponses(channels, metrics, memory);
    }

    /** The answer as a response. Fails with a 410 when the place asked for is gone. */
    public Mono<ServerResponse> read(ReadRequest request) {
        memory.admits(request);
        Cursor known = request.known();
        Mono<PollAnswer> answer = known == null ? all(request) : unlessKnown(request, known);
        // the one such hook: with another above it a page would be released by both
        return responses
                .of(request, answer.doOnDiscard(PollSink.Page.class, PollSink.Page::release))
                .doOnError(CursorGoneException.class, gone -> metrics.gone(request.way(), gone.reason()));
    }

    private Mono<PollAnswer> all(ReadRequest request) {
        return pages.read(request, request.start(), request.limit()).map(page -> new PollAnswer(request, page, false));
    }

    private Mono<PollAnswer> unlessKnown(ReadRequest request, Cursor known) {
        if (request.start() instanceof Start.AfterUnknown) {
            return all(request);
        }
        if (request.start() instanceof Start.Now) {
            return whatCameSince(request, known);
        }
        if (request.start() instanceof Start.After after) {
            return after.cursor().lastOffset() <= known.lastOffset()
                    ? pages.mustBegin(request).then(unlessNothingCameSince(request, known))
                    : all(request);
        }
        return unlessNothingCameSince(request, known);
    }

    /** A poll that names no place goes on from what it has already; if there is no such place, it begins now. */
    private Mono<PollAnswer> whatCameSince(ReadRequest request, Cursor known) {
        return pages.read(request, new Start.After(known), request.limit())
                .map(page -> new PollAnswer(request, page, page.isNothing()))
                .onErrorResume(CursorGoneException.class, noSuchPlace -> all(request));
    }

    /** A tag that names no place matches nothing. */
    private Mono<PollAnswer> unlessNothingCameSince(ReadRequest request, Cursor known) {
        return pages.read(request, new Start.After(known), 1)
                .filter(PollSink.Page::isNothing)
                .map(nothing -> new PollAnswer(request, nothing, true))
                .onErrorResume(CursorGoneException.class, noSuchPlace -> Mono.empty())
                .switchIfEmpty(Mono.defer(() -> all(request)));
    }
}
