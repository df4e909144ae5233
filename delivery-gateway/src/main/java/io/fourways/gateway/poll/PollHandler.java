package io.fourways.gateway.poll;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.fanout.Beginning;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.Start;
import io.fourways.gateway.fanout.Starts;
import io.fourways.gateway.fanout.Way;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.read.ReadRequest;
import io.netty.channel.EventLoop;
import java.time.Duration;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers short and long polls. A parked poll is a position like any other reader's. */
public final class PollHandler {

    /** How long a short poll may read the log before it is answered with what it has. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private final Fanout fanout;
    private final Starts starts;

    private final PollResponses responses;

    public PollHandler(Fanout fanout, Starts starts, PollResponses responses) {
        this.fanout = fanout;
        this.starts = starts;
        this.responses = responses;
    }

    /** The answer as a response. Fails with a 410 when the place asked for is gone. */
    public Mono<ServerResponse> read(ReadRequest request) {
        Cursor known = request.known();
        return known != null && request.start() instanceof Start.Last
                ? newest(request, known)
                : responses.of(request, answer(request));
    }

    /** The newest N again, unless nothing has come since the client got them. */
    private Mono<ServerResponse> newest(ReadRequest request, Cursor known) {
        ReadRequest since = request.from(new Start.After(known), 1);
        Mono<ServerResponse> all = Mono.defer(() -> responses.of(request, answer(request)));
        return answer(since)
                .flatMap(answer -> {
                    if (answer.isNothingNew()) {
                        return responses.of(since, Mono.just(answer));
                    }
                    answer.release();
                    return all;
                })
                .onErrorResume(CursorGoneException.class, gone -> all);
    }

    private Mono<PollAnswer> answer(ReadRequest request) {
        EventLoop eventLoop = Connections.channel(request.http()).eventLoop();
        return starts.resolve(request.start(), request.selection())
                .publishOn(Schedulers.fromExecutor(eventLoop))
                .flatMap(beginning -> gather(request, eventLoop, beginning))
                .map(page -> new PollAnswer(request, page));
    }

    private Mono<PollSink.Page> gather(ReadRequest request, EventLoop eventLoop, Beginning beginning) {
        return Mono.<PollSink.Page>create(answer -> {
                    PollSink sink = new PollSink(request.way(), request.limit(), answer);
                    Duration patience = request.way() == Way.LONG_POLL ? request.waiting() : SHORT_PATIENCE;
                    sink.begin(
                            fanout.open(eventLoop, sink),
                            eventLoop,
                            patience,
                            reader -> reader.subscribe(request.selection(), beginning));
                })
                .doOnDiscard(PollSink.Page.class, PollSink.Page::release);
    }
}
