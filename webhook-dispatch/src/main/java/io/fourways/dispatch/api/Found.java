package io.fourways.dispatch.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found for a page.
 *
 * @param rows    those to be shown, in the order in which the list was gone through
 * @param more    whether there may be more that way
 * @param reached the place that was come to beyond the last of them; null when that is the last one's
 */
public record Found<R>(List<R> rows, boolean more, @Nullable String reached) {

    /** Of as many as {@link PageRequest#order} limits them to: one too many tells that there are more. */
    static <R> Found<R> of(List<R> rows, PageRequest page) {
        return new Found<>(rows.subList(0, Math.min(rows.size(), page.limit())), rows.size() > page.limit(), null);
    }
}
