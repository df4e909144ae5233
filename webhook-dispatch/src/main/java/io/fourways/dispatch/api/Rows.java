package io.fourways.dispatch.api;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Values as the tables of the API's resources have them. */
public final class Rows {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private Rows() {}

    public static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    public static Instant time(Readable row, String column) {
        return required(row, column, OffsetDateTime.class).toInstant();
    }

    /** Of a column of type {@code jsonb} that is selected as text. */
    public static Map<String, String> texts(Readable row, String column) {
        return JsonMapper.shared().readValue(required(row, column, String.class), TEXTS);
    }

    public static @Nullable List<String> list(Readable row, String column) {
        String[] texts = row.get(column, String[].class);
        return texts == null ? null : List.of(texts);
    }

    public static @Nullable List<Integer> numbers(Readable row, String column) {
        Integer[] numbers = row.get(column, Integer[].class);
        return numbers == null ? null : List.of(numbers);
    }

    public static OffsetDateTime value(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    public static Parameter value(@Nullable String text) {
        return Parameters.in(R2dbcType.VARCHAR, text);
    }

    public static Parameter value(@Nullable Integer number) {
        return Parameters.in(R2dbcType.INTEGER, number);
    }

    /** To be cast to {@code text[]} where it may be null. */
    public static Parameter value(@Nullable List<String> texts) {
        return texts == null ? Parameters.in(String[].class) : Parameters.in((Object) texts.toArray(String[]::new));
    }

    public static Parameter numbers(@Nullable List<Integer> numbers) {
        return numbers == null
                ? Parameters.in(Integer[].class)
                : Parameters.in((Object) numbers.toArray(Integer[]::new));
    }

    /** To be cast to {@code jsonb}. */
    public static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
