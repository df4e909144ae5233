package io.fourways.dispatch.api;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/**
 * A list that grows without bound, a page of which is found in a bounded time and takes a bounded memory: of the rows that
 * are the list's no more than so many are looked at, however few of them the filter lets through, and of what may be large no
 * more than {@link #CONTENT} is read, but for one row more. A page that ends for that has an iterator that goes on there.
 *
 * @param rows     the table, and what its rows are named
 * @param list     the condition that the list's rows fulfil, without any other table
 * @param place    the column, indexed behind what {@code list} asks for, that tells the place of a row
 * @param look     how many rows are looked at, or {@link #NO_MATTER}
 * @param joins    what is joined to them
 * @param filter   the condition that rows are to be shown by
 * @param columns  what is shown
 * @param weight   of a row, for those that may be large: {@link #PAYLOAD}, {@link #WHOLE}; null for those that are small
 */
public record BoundedList(
        String rows,
        String list,
        String place,
        int look,
        String joins,
        String filter,
        String columns,
        @Nullable String weight) {

    /** As many as it takes: the filter lets almost everything through. */
    public static final int NO_MATTER = 0;

    /** Rows of a table by themselves. */
    public static final int MANY = 10_000;

    /** Where it takes long to find what is joined to each. */
    public static final int FEW = 1_000;

    /** Of rows of which only what a message says may be large. */
    public static final String PAYLOAD = "octet_length(payload)";

    /** Of rows of which much may be. */
    public static final String WHOLE = "octet_length(CAST(page AS text))";

    /** Of what may be large, on a page. */
    static final DataSize CONTENT = DataSize.ofMegabytes(4);

    /** Cuts off what is beyond the size, without reading it, and tells how many there were. */
    private static final String WEIGHED = """
            SELECT * FROM (
                SELECT *, count(*) OVER () AS found, coalesce(sum(%4$s) OVER
                    (ORDER BY place %1$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS ahead
                FROM (%2$s) AS page) AS weighed
            WHERE ahead < %3$d ORDER BY place %1$s""";

    /**
     * Finds a page.
     *
     * @param ofList   binds what {@code list} asks for
     * @param ofFilter binds what {@code filter} asks for
     */
    public <R> Mono<Found<R>> page(
            DatabaseClient client,
            PageRequest page,
            UnaryOperator<GenericExecuteSpec> ofList,
            UnaryOperator<GenericExecuteSpec> ofFilter,
            Function<Readable, R> view) {
        return end(client, page, ofList)
                .flatMap(end -> find(client, page, end, ofList, ofFilter, view))
                .switchIfEmpty(Mono.defer(() -> find(client, page, null, ofList, ofFilter, view)));
    }

    /** The place of the last row to be looked at; empty when there are not so many. */
    private Mono<String> end(DatabaseClient client, PageRequest page, UnaryOperator<GenericExecuteSpec> ofList) {
        if (look == NO_MATTER) {
            return Mono.empty();
        }
        String select = "SELECT " + place + " AS place FROM " + rows + " WHERE " + list + " AND "
                + page.condition(place) + page.orderBy(place) + " OFFSET " + (look - 1) + " LIMIT 1";
        return ofList.apply(page.bind(client.sql(select)))
                .map(row -> Rows.required(row, "place", String.class))
                .one();
    }

    private <R> Mono<Found<R>> find(
            DatabaseClient client,
            PageRequest page,
            @Nullable String end,
            UnaryOperator<GenericExecuteSpec> ofList,
            UnaryOperator<GenericExecuteSpec> ofFilter,
            Function<Readable, R> view) {
        GenericExecuteSpec statement = ofFilter.apply(ofList.apply(page.bind(client.sql(statement(page, end)))));
        return (end == null ? statement : statement.bind("end", Objects.requireNonNull(end)))
                .map(row -> new Row<>(view.apply(row), weight == null ? 0 : Rows.required(row, "found", Long.class)))
                .all()
                .collectList()
                .map(found -> found(page, end, found));
    }

    private String statement(PageRequest page, @Nullable String end) {
        String select =
                "SELECT " + columns + ", " + place + " AS place FROM " + rows + joins + " WHERE " + list + " AND "
                        + filter + " AND " + page.condition(place)
                        + (end == null ? "" : " AND " + page.upTo(place, ":end")) + page.order(place);
        return weight == null ? select : WEIGHED.formatted(page.direction(), select, CONTENT.toBytes(), weight);
    }

    private <R> Found<R> found(PageRequest page, @Nullable String end, List<Row<R>> found) {
        boolean cut = !found.isEmpty() && found.get(0).found() > found.size();
        boolean full = cut || found.size() > page.limit();
        List<R> shown = found.stream().limit(page.limit()).map(Row::view).toList();
        return new Found<>(shown, full || end != null, full ? null : end);
    }

    private record Row<R>(R view, long found) {}
}
