package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.poll.PollSink;
import io.fourways.gateway.poll.UnreadAnswers;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.way.Way;
import io.netty.channel.EventLoop;
import java.time.Duration;

/** Reads the pages of prepared polls: positions in the fan-out, like those of any reader. On the connection's event loop only. */
final class Gathering {

    /** How long a short poll may read before it is answered with what it has, as above WebFlux. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private final UnreadAnswers unread;
    private final Answering answering;

    Gathering(UnreadAnswers unread, Answering answering) {
        this.unread = unread;
        this.answering = answering;
    }

    /**
     * Answers when there is something, or the time is up; passes on what WebFlux must refuse.
     *
     * @param ended called once, when it is answered, passed on, or its client has gone
     */
    void gather(Asking asking, Runnable ended) {
        if (asking.looksFirst()) {
            read(asking, asking.since(), 1, ended, new Look(asking, ended));
        } else {
            page(asking, ended);
        }
    }

    private void page(Asking asking, Runnable ended) {
        read(asking, asking.from(), asking.question().terms().limit(), ended, new PollSink.Asker() {
            @Override
            public void take(PollSink.Page page) {
                answering.page(asking, page, ended);
            }

            @Override
            public void fail(Throwable cause) {
                ended.run();
                asking.turn().passOn();
            }
        });
    }

    private void read(Asking asking, Cursor place, int limit, Runnable ended, PollSink.Asker asker) {
        Way way = asking.question().terms().way();
        EventLoop loop = asking.turn().channel().eventLoop();
        PollSink sink = new PollSink(way, limit, unread.open(), asker);
        asking.turn().whenGone(() -> {
            sink.abandon();
            ended.run();
        });
        Duration patience = way == Way.LONG_POLL ? asking.question().terms().waiting() : SHORT_PATIENCE;
        Beginning beginning = new Beginning(asking.generation(), new Resolution.Behind(place));
        sink.begin(
                asking.question().log().fanout().open(loop, sink),
                loop,
                patience,
                reader -> reader.subscribe(asking.question().terms().selection(), beginning));
    }

    /** Whether there is anything behind what the client has; if there is, it gets the page that it asked for. */
    private final class Look implements PollSink.Asker {

        private final Asking asking;
        private final Runnable ended;

        private Look(Asking asking, Runnable ended) {
            this.asking = asking;
            this.ended = ended;
        }

        @Override
        public void take(PollSink.Page found) {
            if (found.isNothing()) {
                found.release();
                answering.nothing(asking, found.cursor());
                ended.run();
            } else {
                found.release();
                page(asking, ended);
            }
        }

        @Override
        public void fail(Throwable cause) {
            ended.run();
            asking.turn().passOn();
        }
    }
}
