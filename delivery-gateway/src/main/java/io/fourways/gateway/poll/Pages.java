package io.fourways.gateway.poll;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.position.Start;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.way.Way;
import io.netty.channel.EventLoop;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads one page for one poll. A parked poll is a position like any other reader's. */
final class Pages {

    /** How long a short poll may read the log before it is answered with what it has. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private final Fanout fanout;
    private final Starts starts;
    private final UnreadAnswers unread;

    Pages(Fanout fanout, Starts starts, UnreadAnswers unread) {
        this.fanout = fanout;
        this.starts = starts;
        this.unread = unread;
    }

    /**
     * What is selected behind a place, when there is something or the time of a long poll is up; to be released, also
     * when it is discarded. Fails with a 410 when that place is gone, and with a 503 when there is no room for an answer.
     */
    Mono<PollSink.Page> read(ReadRequest request, Start start, int limit) {
        EventLoop eventLoop = Connections.channel(request.http()).eventLoop();
        return starts.resolve(start, request.selection())
                .publishOn(Schedulers.fromExecutor(eventLoop))
                .flatMap(beginning -> gather(request, limit, eventLoop, beginning));
    }

    /** Fails with a 410 when the place asked for is gone. */
    Mono<Void> mustBegin(ReadRequest request) {
        return starts.resolve(request.start(), request.selection())
                .flatMap(beginning -> beginning.at() instanceof Resolution.Gone gone
                        ? Mono.error(new CursorGoneException(gone.gap()))
                        : Mono.empty());
    }

    private Mono<PollSink.Page> gather(ReadRequest request, int limit, EventLoop eventLoop, Beginning beginning) {
        return Mono.create(answer -> {
            PollSink sink = new PollSink(request.way(), limit, unread.open(), PollSink.Asker.of(answer));
            answer.onDispose(() -> eventLoop.execute(sink::abandon));
            Duration patience = request.way() == Way.LONG_POLL ? request.waiting() : SHORT_PATIENCE;
            sink.begin(
                    fanout.open(eventLoop, sink),
                    eventLoop,
                    patience,
                    reader -> reader.subscribe(request.selection(), beginning));
        });
    }
}
