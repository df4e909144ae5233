package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;

/** Where a reader asks to begin. */
public sealed interface Start {

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
