package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A cursor has one spelling, and nothing else is one. */
class CursorPropertyTests {

    @Provide
    Arbitrary<Cursor> cursors() {
        return Combinators.combine(
                        Arbitraries.of("default", "shop", "7", "abcdefghijklmnopqrstuvwx"),
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false))
                .as(Cursor::new);
    }

    @Property
    void isReadAsItIsWritten(@ForAll("cursors") Cursor cursor) {
        assertThat(Cursor.parse(cursor.toString())).contains(cursor);
        assertThat(cursor.toString()).hasSizeLessThanOrEqualTo(64).matches("[A-Za-z0-9._-]+");
    }

    @Property(tries = 2000)
    void isAnotherOrNoneWhenACharacterIsChanged(
            @ForAll("cursors") Cursor cursor, @ForAll char by, @ForAll @IntRange(max = 64) int at) {
        String text = cursor.toString();
        StringBuilder changed = new StringBuilder(text);
        if (at < text.length()) {
            changed.setCharAt(at, by);
        } else {
            changed.append(by);
        }
        assertIsItselfOrNone(changed.toString());
        assertIsItselfOrNone(
                new StringBuilder(text).insert(at % text.length(), by).toString());
        assertIsItselfOrNone(
                new StringBuilder(text).deleteCharAt(at % text.length()).toString());
    }

    @Property
    void isNothingElse(@ForAll String text) {
        assertIsItselfOrNone(text);
    }

    private static void assertIsItselfOrNone(String text) {
        Cursor.parse(text).ifPresent(cursor -> assertThat(cursor.toString()).isEqualTo(text));
    }
}
