package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.poll.Caching;
import io.fourways.gateway.poll.PollSink.Page;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.prepared.Answer.Moment;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.way.Way;
import io.fourways.service.date.HttpDate;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, whoever asks it and from wherever, and the newest answers to it, which all share who are at the same place.
 * Thread-safe: an answer that two make at once is made in vain once.
 */
final class Question {

    /** How long an advice when to ask again is given before it is asked for anew. */
    private static final long ADVICE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServedLog log;
    private final Terms terms;
    private final Silence silence;
    private final KeptPages pages;
    private volatile Advice advice;
    private volatile @Nullable Answer unchanged;
    private volatile Reference<Answer> newest = new WeakReference<>(null);

    /**
     * @param log   the one that has its channels
     * @param pages where its newest page is kept
     */
    Question(ServedLog log, Terms terms, KeptPages pages) {
        this.log = log;
        this.terms = terms;
        this.pages = pages;
        this.silence = new Silence(log.window(), terms.selection());
        this.advice = ask();
    }

    /**
     * What makes two questions one.
     *
     * @param link    where to read on, up to the cursor
     * @param caching what caches may do with a page behind a cursor with more behind it
     * @param before  fields of the answer before those that depend on it, name and value in turn
     * @param behind  fields of the answer behind the advice when to ask again
     */
    record Terms(
            Way way,
            Selection selection,
            int limit,
            Duration waiting,
            String link,
            String caching,
            List<String> before,
            List<String> behind) {

        /** What they take beside their texts, and an answer that says nothing is new. */
        private static final int BYTES = 2 << 10;

        /** The bytes they take in memory, about. */
        int weight() {
            return BYTES + 4 * link.length() + selection.weight();
        }
    }

    private record Advice(CompletableFuture<Duration> pollAfter, long nanos) {}

    private Advice ask() {
        return new Advice(log.channels().pollAfter(terms.selection()).toFuture(), System.nanoTime());
    }

    ServedLog log() {
        return log;
    }

    Terms terms() {
        return terms;
    }

    Silence silence() {
        return silence;
    }

    /** In how many seconds it had best be asked again; -1 while that is being found out for the first time. */
    long pollAfter() {
        Advice last = advice;
        if (last.pollAfter.isDone() && System.nanoTime() - last.nanos > ADVICE_NANOS) {
            Advice next = ask();
            if (next.pollAfter.isDone()) {
                advice = next;
                last = next;
            } else {
                var unused = next.pollAfter.thenRun(() -> advice = next);
            }
        }
        return last.pollAfter.isDone() && !last.pollAfter.isCompletedExceptionally()
                ? last.pollAfter.join().toSeconds()
                : -1;
    }

    /** That there is nothing new up to this place. */
    Answer unchanged(Cursor place, long pollAfter) {
        Moment now = new Moment(place, Caching.NOT_AT_ALL, pollAfter, HttpDate.now());
        Answer made = unchanged;
        if (made == null || !made.isOf(now)) {
            made = Answer.unchanged(terms, now);
            unchanged = made;
        }
        return made;
    }

    /**
     * A page; its events are still the caller's.
     *
     * @param named whether it is behind a cursor that the request names
     */
    Answer page(Page page, boolean named, long pollAfter) {
        String caching = named && page.more() ? terms.caching() : Caching.NOT_AT_ALL;
        Moment now = new Moment(page.cursor(), caching, pollAfter, HttpDate.now());
        Answer made = newest.get();
        if (made == null || !made.isOf(now) || !made.holds(page)) {
            made = Answer.of(terms, page, now);
            newest = new WeakReference<>(made);
            pages.keep(this, made);
        }
        return made;
    }
}
