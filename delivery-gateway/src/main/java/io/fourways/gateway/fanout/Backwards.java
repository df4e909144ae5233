package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.replay.Page;
import io.fourways.gateway.replay.Replay;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Looks for the newest events of a selection from the end of the log backwards, first in the window, then behind it. */
final class Backwards {

    private final Window window;
    private final Replay replay;
    private final long limit;

    /** @param limit how many places behind the window are looked at, at most */
    Backwards(Window window, Replay replay, long limit) {
        this.window = window;
        this.replay = replay;
        this.limit = limit;
    }

    Mono<Resolution> newest(int count, Selection selection) {
        return Mono.defer(() -> search(count, selection)).subscribeOn(Schedulers.parallel());
    }

    private Mono<Resolution> search(int count, Selection selection) {
        Search search = new Search(count, selection);
        long index = window.tail() - 1;
        LogEntry entry = window.peek(index);
        Cursor oldest = null;
        while (entry != null && search.takes(entry)) {
            oldest = entry.cursor();
            index--;
            entry = window.peek(index);
        }
        if (search.isDone() || oldest == null) {
            return Mono.just(search.result());
        }
        return behind(search, oldest.offset(), Math.max(0, oldest.offset() - limit));
    }

    private Mono<Resolution> behind(Search search, long before, long end) {
        if (search.isDone() || before <= end) {
            return Mono.just(search.result());
        }
        return Mono.fromFuture(() -> replay.after(before - 2)).flatMap(page -> {
            takeBackwards(search, page, before);
            return behind(search, page.begin() == null ? page.from() : end, end);
        });
    }

    private static void takeBackwards(Search search, Page page, long before) {
        List<LogEntry> entries = page.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).offset() < before && !search.takes(entries.get(i))) {
                return;
            }
        }
    }

    private static final class Search {

        private final Selection selection;
        private int missing;
        private @Nullable Cursor found;

        private Search(int count, Selection selection) {
            this.missing = count;
            this.selection = selection;
        }

        /** Whether it wants to see more after this one. */
        private boolean takes(LogEntry entry) {
            if (selection.wants(entry)) {
                found = entry.cursor();
                missing--;
            }
            return missing > 0;
        }

        private boolean isDone() {
            return missing <= 0;
        }

        private Resolution result() {
            return found == null ? new Resolution.Live() : new Resolution.Behind(found.asBefore());
        }
    }
}
