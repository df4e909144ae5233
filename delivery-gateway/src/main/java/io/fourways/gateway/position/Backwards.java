package io.fourways.gateway.position;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.replay.Replay;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Looks for the newest events of a selection from the end of the log backwards, first in the window, then behind it.
 *
 * <p>However many ask for the same selection, one looks at a time, and what it has seen need not be looked at again: the
 * next looks at what has come since, and further back if it wants more.
 */
final class Backwards {

    /** So many are remembered of a selection, which is as many as one can ask for. */
    private static final int REMEMBERED = 1000;

    private static final long MEMORY_BYTES = 8 << 20;
    private static final Executor LOOKERS = task -> Schedulers.parallel().schedule(task);

    private final Window window;
    private final Replay replay;
    private final long limit;
    private final AsyncCache<Sought, Sighted> sighted = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(MEMORY_BYTES)
            .weigher(Backwards::weigh)
            .buildAsync();

    /**
     * @param limit how many places behind the window are looked at, at most; where they are in more {@linkplain Replay#pagesOf
     *              pages than so many may be}, fewer
     */
    Backwards(Window window, Replay replay, long limit) {
        this.window = window;
        this.replay = replay;
        this.limit = limit;
    }

    /** What is looked for, and in which log. */
    private record Sought(int generation, Selection selection) {}

    private static int weigh(Sought sought, Sighted seen) {
        return 256 + sought.selection().weight() + 48 * seen.newest().size();
    }

    /** What something is remembered of. */
    List<Selection> remembered() {
        return sighted.asMap().keySet().stream().map(Sought::selection).toList();
    }

    Mono<Resolution> newest(int count, Selection selection) {
        Sought sought = new Sought(window.generation(), selection);
        return Mono.fromFuture(() -> look(sought, count), true).flatMap(seen -> beginning(seen.newest(count)));
    }

    /** Who comes while another looks goes on from what that one finds, or fails with it. */
    private CompletableFuture<Sighted> look(Sought sought, int count) {
        return sighted.asMap().compute(sought, (same, earlier) -> {
            boolean isOfUse = earlier != null && !earlier.isCompletedExceptionally();
            CompletableFuture<Sighted> before = isOfUse ? earlier : CompletableFuture.completedFuture(Sighted.NOTHING);
            return before.thenComposeAsync(seen -> look(sought.selection(), count, seen), LOOKERS);
        });
    }

    private CompletableFuture<Sighted> look(Selection selection, int count, Sighted before) {
        Look look = new Look(selection, count, before);
        look.at(window);
        return behind(look, Math.max(0, windowStart() - limit), replay.pagesOf(limit))
                .thenApply(all -> all.newest(Math.max(count, REMEMBERED)));
    }

    private CompletableFuture<Sighted> behind(Look look, long lowest, long pages) {
        if (look.isDone() || look.from() <= lowest) {
            return CompletableFuture.completedFuture(look.sighted());
        }
        if (pages == 0) {
            return CompletableFuture.completedFuture(look.sightedFrom(lowest));
        }
        return replay.after(look.from() - 2).thenCompose(page -> {
            look.at(page);
            return behind(look, lowest, pages - 1);
        });
    }

    /** Before the last of them, or of those that the log still has. */
    private Mono<Resolution> beginning(Sighted seen) {
        List<Cursor> newest = seen.newest();
        if (newest.isEmpty()) {
            return Mono.just(new Resolution.Live());
        }
        Cursor last = newest.get(newest.size() - 1);
        return last.offset() >= windowStart()
                ? Mono.just(new Resolution.Behind(last.asBefore()))
                : Mono.fromFuture(replay::earliest).map(earliest -> lastBehind(earliest, newest));
    }

    private static Resolution lastBehind(Cursor earliest, List<Cursor> newest) {
        for (int i = newest.size() - 1; i >= 0; i--) {
            if (newest.get(i).offset() >= earliest.offset()) {
                return new Resolution.Behind(newest.get(i).asBefore());
            }
        }
        return new Resolution.Live();
    }

    private long windowStart() {
        Cursor oldest = window.oldest();
        return oldest == null ? 0 : oldest.offset();
    }
}
