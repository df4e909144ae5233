package io.fourways.gateway.position;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.position.Gap.Reason;
import io.fourways.gateway.replay.Replay;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds the place where a reader asked to begin and checks that it is one of this log's. Answers on any thread.
 *
 * <p>A cursor that is ahead of this gateway may come from another that has read further: it is waited for a little
 * before it is called unknown, and never called so while this gateway cannot know the log's end.
 */
public final class Starts {

    private static final Duration STEP = Duration.ofMillis(10);

    private final Window window;
    private final Replay replay;
    private final LogState log;
    private final Backwards backwards;
    private final long patienceSteps;

    /**
     * @param log      whether this gateway has come to the log's end
     * @param patience how long a cursor ahead of this gateway is waited for
     * @param lastScan how many places behind the window the newest N are looked for at most
     */
    public Starts(Window window, Replay replay, LogState log, Duration patience, long lastScan) {
        this.window = window;
        this.replay = replay;
        this.log = log;
        this.backwards = new Backwards(window, replay, lastScan);
        this.patienceSteps = patience.dividedBy(STEP);
    }

    /** The place; fails with {@link LogUnavailableException}. */
    public Mono<Beginning> resolve(Start start, Selection selection) {
        return Mono.defer(() -> {
            int generation = window.generation();
            return find(start, selection).map(found -> new Beginning(generation, found));
        });
    }

    private Mono<Resolution> find(Start start, Selection selection) {
        if (start instanceof Start.Now) {
            return atEnd(Mono.just(new Resolution.Live()));
        }
        if (start instanceof Start.Last last) {
            return atEnd(backwards.newest(last.count(), selection));
        }
        if (start instanceof Start.After after) {
            return after(after.cursor(), patienceSteps);
        }
        if (start instanceof Start.AfterUnknown unknown) {
            return gone(unknown.text(), Reason.UNKNOWN);
        }
        return earliest().map(Resolution.Behind::new);
    }

    /** There is no now before the end of the log was reached: what comes until then is old. */
    private Mono<Resolution> atEnd(Mono<Resolution> resolution) {
        return log.isCaughtUp() && window.newest() != null ? resolution : notYet();
    }

    private static <T> Mono<T> notYet() {
        return Mono.error(new LogUnavailableException("this gateway has not yet come to the end of the log"));
    }

    private Mono<Cursor> earliest() {
        return Mono.fromFuture(replay::earliest);
    }

    private Mono<Resolution> after(Cursor cursor, long stepsLeft) {
        Cursor newest = window.newest();
        if (newest == null) {
            return notYet();
        }
        if (!cursor.log().equals(newest.log())) {
            return gone(cursor.toString(), Reason.UNKNOWN);
        }
        if (cursor.offset() > newest.offset()) {
            return stepsLeft > 0
                    ? Mono.delay(STEP).then(Mono.defer(() -> after(cursor, stepsLeft - 1)))
                    : aheadOfUs(cursor);
        }
        long index = window.indexAfter(cursor.offset() - 1);
        LogEntry inWindow = index < 0 ? null : window.peek(index);
        if (inWindow != null) {
            return check(cursor, inWindow.cursor());
        }
        return Mono.fromFuture(() -> replay.at(cursor.offset()))
                .flatMap(found -> check(cursor, found))
                .switchIfEmpty(Mono.defer(() -> goneFromLog(cursor)));
    }

    private Mono<Resolution> aheadOfUs(Cursor cursor) {
        return log.isCaughtUp() && log.isConnected() ? gone(cursor.toString(), Reason.UNKNOWN) : notYet();
    }

    private Mono<Resolution> check(Cursor cursor, Cursor found) {
        boolean same = found.offset() == cursor.offset() && found.fingerprint() == cursor.fingerprint();
        return same ? Mono.just(new Resolution.Behind(cursor)) : gone(cursor.toString(), Reason.UNKNOWN);
    }

    private Mono<Resolution> goneFromLog(Cursor cursor) {
        return earliest()
                .flatMap(earliest ->
                        gone(cursor.toString(), cursor.offset() < earliest.offset() ? Reason.EXPIRED : Reason.UNKNOWN));
    }

    private Mono<Resolution> gone(String requested, Reason reason) {
        return earliest().map(earliest -> new Resolution.Gone(new Gap(requested, earliest, latest(earliest), reason)));
    }

    private Cursor latest(Cursor otherwise) {
        @Nullable Cursor newest = window.newest();
        return newest == null ? otherwise : newest;
    }
}
