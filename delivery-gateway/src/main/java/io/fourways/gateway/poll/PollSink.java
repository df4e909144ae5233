package io.fourways.gateway.poll;

import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.fanout.Sink;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.way.Way;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * Gathers one answer: up to a limit of events. A short poll is answered when it has caught up, a long one when there is
 * something or its time is up; both at the latest when reading the log takes too long, with what there is so far.
 */
public final class PollSink implements Sink {

    /** An answer that holds so much takes no more, whatever the limit. */
    private static final int MAX_BYTES = 4 << 20;

    /** For so long a long poll that has found something goes on reading the log for more. */
    private static final Duration FOUND_PATIENCE = Duration.ofSeconds(2);

    private final Way way;
    private final int limit;
    private final Asker asker;
    private final UnreadAnswers.Share share;
    private final List<ByteBuf> events = new ArrayList<>();
    private @Nullable Reader reader;
    private @Nullable EventLoop eventLoop;
    private @Nullable Future<?> answerSoon;
    private @Nullable Future<?> timeout;
    private @Nullable Cursor last;
    private int bytes;
    private long stalest;
    private boolean more;
    private boolean answered;

    /** @param share of the room for answers, from which it takes what it gathers */
    public PollSink(Way way, int limit, UnreadAnswers.Share share, Asker asker) {
        this.way = way;
        this.limit = limit;
        this.share = share;
        this.asker = asker;
    }

    /** Who gets the answer, once. Called on the connection's event loop. */
    public interface Asker {

        /** The page, to be released. */
        void take(Page page);

        /** There is none. */
        void fail(Throwable cause);

        /** Who asks by a sink of Reactor's. */
        static Asker of(MonoSink<Page> answer) {
            return new Asker() {
                @Override
                public void take(Page page) {
                    answer.success(page);
                }

                @Override
                public void fail(Throwable cause) {
                    answer.error(cause);
                }
            };
        }
    }

    /**
     * What is answered.
     *
     * @param events  the JSON of each, to be released
     * @param cursor  the place behind the last
     * @param more    whether it is known that there are more
     * @param stalest when the first of them came onto the log, in milliseconds since the epoch; 0 when there is none, or it
     *                came while the poll was waiting for it
     * @param share   what the events hold of the room for answers, to be released when they are no longer in memory
     */
    public record Page(List<ByteBuf> events, Cursor cursor, boolean more, long stalest, UnreadAnswers.Share share) {

        /** Whether it is known that there is nothing at all. */
        public boolean isNothing() {
            return events.isEmpty() && !more;
        }

        public void release() {
            events.forEach(ByteBuf::release);
            share.release();
        }
    }

    /** Starts to gather; from now on the answer comes within this time. */
    public void begin(Reader opened, EventLoop loop, Duration patience, Consumer<Reader> subscribe) {
        reader = opened;
        eventLoop = loop;
        timeout = loop.schedule(this::answer, patience.toMillis(), TimeUnit.MILLISECONDS);
        subscribe.accept(opened);
    }

    @Override
    public Way way() {
        return way;
    }

    @Override
    public boolean isWritable() {
        return !answered && !more;
    }

    /** Takes up to the limit, or what there is room for; one event beyond that only shows that there are more. */
    @Override
    public int write(LogEntry entry) {
        if (more || events.size() == limit || bytes >= MAX_BYTES || !share.take(entry.jsonLength())) {
            more = true;
        } else {
            if (events.isEmpty() && !isLive()) {
                stalest = entry.written();
            }
            ByteBuf json = entry.json();
            bytes += json.readableBytes();
            events.add(json);
            last = entry.cursor();
        }
        return 0;
    }

    @Override
    public void flush() {
        if (more || (!events.isEmpty() && isLive())) {
            answer();
        } else if (!events.isEmpty() && !answered && answerSoon == null && eventLoop != null) {
            answerSoon = eventLoop.schedule(this::answer, FOUND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void caughtUp() {
        if (way == Way.SHORT_POLL || !events.isEmpty()) {
            answer();
        }
    }

    private boolean isLive() {
        return reader != null && reader.isLive();
    }

    private void answer() {
        if (answered || reader == null) {
            return;
        }
        Gap missed = events.isEmpty() ? reader.missed() : null;
        if (missed != null) {
            fail(new CursorGoneException(missed));
            return;
        }
        end();
        more |= reader.missed() != null;
        Cursor place = more ? last : reader.place();
        boolean unfinished = more || !reader.isLive();
        reader.close();
        if (more && events.isEmpty()) {
            asker.fail(new NoRoomException());
        } else if (place == null) {
            letGo();
            asker.fail(new LogUnavailableException("nothing of the log has been read yet"));
        } else {
            asker.take(new Page(List.copyOf(events), place, unfinished, stalest, share));
        }
    }

    /** The client has gone, or has been answered. */
    public void abandon() {
        if (!answered && reader != null) {
            end();
            reader.close();
            letGo();
        }
    }

    private void end() {
        answered = true;
        if (timeout != null) {
            timeout.cancel(false);
        }
        if (answerSoon != null) {
            answerSoon.cancel(false);
        }
    }

    private void letGo() {
        events.forEach(ByteBuf::release);
        share.release();
    }

    /** What was found before it is answered; whoever goes on from there is told then. */
    @Override
    public void gap(Gap gap) {
        if (events.isEmpty()) {
            fail(new CursorGoneException(gap));
        } else {
            more = true;
            answer();
        }
    }

    private void fail(Throwable cause) {
        if (!answered && reader != null) {
            abandon();
            asker.fail(cause);
        }
    }

    @Override
    public int idle(@Nullable Cursor place) {
        return 0; // a poll says nothing until it is answered
    }

    @Override
    public void expired() {
        answer();
    }

    @Override
    public void tooSlow() {
        throw new IllegalStateException("a poll takes what it asked for, at once");
    }

    @Override
    public void drain(Duration reconnectAfter) {
        answer();
    }

    @Override
    public void failed(Throwable cause) {
        fail(cause);
    }
}
