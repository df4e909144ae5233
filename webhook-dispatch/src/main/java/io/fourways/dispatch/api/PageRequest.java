package io.fourways.dispatch.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * Which part of a list is asked for.
 *
 * @param limit     how many at most, 1 to 250
 * @param iterator  what was given out last, an id or a name: go on behind it; null for the beginning
 * @param back      whether to go on before it instead, towards the beginning
 * @param ascending whether the list begins with the least
 */
public record PageRequest(int limit, @Nullable String iterator, boolean back, boolean ascending) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 250;
    private static final String BACK = "-";

    /**
     * Reads the limit, the iterator and the order.
     *
     * @param ascending  how the list is ordered unless the request says
     * @param isIterator whether something can have been given out
     */
    public static PageRequest of(Members query, boolean ascending, Predicate<String> isIterator) {
        Integer limit = query.integer("limit", 1, MAX_LIMIT);
        String iterator = query.text("iterator");
        boolean back = iterator != null && iterator.startsWith(BACK);
        String position = iterator == null || iterator.isEmpty() ? null : iterator.substring(back ? 1 : 0);
        if (position != null && !isIterator.test(position)) {
            throw query.invalid("is none that was given out here", "iterator");
        }
        return new PageRequest(limit == null ? DEFAULT_LIMIT : limit, position, back, order(query, ascending));
    }

    private static boolean order(Members query, boolean ascending) {
        String order = query.text("order");
        if (order == null || order.isEmpty()) {
            return ascending;
        }
        return switch (order.toLowerCase(Locale.ROOT)) {
            case "ascending" -> true;
            case "descending" -> false;
            default -> throw query.invalid("must be ascending or descending", "order");
        };
    }

    private boolean isRising() {
        return ascending != back;
    }

    /** The condition, to be bound with {@link #bind}, that the rows of this page fulfil. */
    public String condition(String column) {
        return iterator == null ? "TRUE" : column + (isRising() ? " > :iterator" : " < :iterator");
    }

    /** {@code ORDER BY} and {@code LIMIT}: one more than asked for, which tells whether there are more. */
    public String order(String column) {
        return orderBy(column) + " LIMIT " + (limit + 1);
    }

    String orderBy(String column) {
        return " ORDER BY " + column + " " + direction();
    }

    String direction() {
        return isRising() ? "ASC" : "DESC";
    }

    /** The condition that rows fulfil which are come to no later than that place. */
    String upTo(String column, String place) {
        return column + (isRising() ? " <= " : " >= ") + place;
    }

    public GenericExecuteSpec bind(GenericExecuteSpec statement) {
        return iterator == null ? statement : statement.bind("iterator", Objects.requireNonNull(iterator));
    }

    /**
     * The page that is made of these.
     *
     * @param rows what was found by the condition in the order
     * @param id   what tells the place of a row
     */
    public <R, T> Page<T> page(List<R> rows, Function<? super R, String> id, Function<? super R, T> view) {
        return page(Found.of(rows, this), id, view);
    }

    /** The same of what was found within bounds. */
    public <R, T> Page<T> page(Found<R> found, Function<? super R, String> id, Function<? super R, T> view) {
        return Page.of(found, this, id, view);
    }
}
