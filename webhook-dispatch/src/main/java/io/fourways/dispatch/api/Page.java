package io.fourways.dispatch.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, as it is answered.
 *
 * @param data         in the list's order, whichever way it was gone through
 * @param iterator     what asks for what follows; null when there is nothing here
 * @param prevIterator what asks for what comes before
 * @param done         whether there is nothing more that way
 */
public record Page<T>(
        List<T> data, @Nullable String iterator, @Nullable String prevIterator, boolean done) {

    static <R, T> Page<T> of(
            List<R> rows, PageRequest request, Function<? super R, String> id, Function<? super R, T> view) {
        List<R> shown = new ArrayList<>(rows.subList(0, Math.min(rows.size(), request.limit())));
        if (request.back()) {
            Collections.reverse(shown);
        }
        List<T> data = shown.stream().<T>map(view).toList();
        boolean done = rows.size() <= request.limit();
        return shown.isEmpty()
                ? new Page<>(data, null, null, done)
                : new Page<>(data, id.apply(shown.get(shown.size() - 1)), "-" + id.apply(shown.get(0)), done);
    }
}
