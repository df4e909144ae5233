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
 * @param iterator     what asks for what follows; null when there is nothing here, and nothing more
 * @param prevIterator what asks for what comes before
 * @param done         whether there is nothing more that way
 */
public record Page<T>(
        List<T> data, @Nullable String iterator, @Nullable String prevIterator, boolean done) {

    static <R, T> Page<T> of(
            Found<R> found, PageRequest request, Function<? super R, String> id, Function<? super R, T> view) {
        List<R> shown = new ArrayList<>(found.rows());
        if (request.back()) {
            Collections.reverse(shown);
        }
        String reached = found.reached();
        String first = shown.isEmpty() ? reached : id.apply(shown.get(0));
        String last = shown.isEmpty() ? reached : id.apply(shown.get(shown.size() - 1));
        String before = request.back() && reached != null ? reached : first;
        String behind = !request.back() && reached != null ? reached : last;
        return new Page<>(
                shown.stream().<T>map(view).toList(), behind, before == null ? null : "-" + before, !found.more());
    }
}
