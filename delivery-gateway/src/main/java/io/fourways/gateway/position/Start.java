package io.fourways.gateway.position;

import io.fourways.gateway.log.Cursor;

/** Where a reader asks to begin. */
public sealed interface Start {

    /** What follows the place that a client named: a cursor, or {@code earliest}. */
    static Start after(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        return Cursor.parse(text).<Start>map(After::new).orElseGet(() -> new AfterUnknown(text));
    }

    /** With what comes from now on. */
    record Now() implements Start {}

    /** With the earliest that is left. */
    record Earliest() implements Start {}

    /**
     * With the newest so many, and then what comes.
     *
     * @param count how many, at least one
     */
    record Last(int count) implements Start {}

    /**
     * With what follows a place.
     *
     * @param cursor the place
     */
    record After(Cursor cursor) implements Start {}

    /**
     * After something that has not even a cursor's shape.
     *
     * @param text what came
     */
    record AfterUnknown(String text) implements Start {}
}
