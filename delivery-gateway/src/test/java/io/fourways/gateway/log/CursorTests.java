package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

    @Test
    void readsWhatItWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Cursor cursor = new Cursor(
                    random.nextLong() >>> (1 + random.nextInt(62)),
                    random.nextLong() >>> random.nextInt(64),
                    random.nextBoolean());
            assertThat(Cursor.parse(cursor.toString())).contains(cursor);
            assertThat(cursor.toString()).matches("[0-9a-f]+-[0-9a-f]{16}b?").hasSizeLessThanOrEqualTo(64);
        }
    }

    @Test
    void saysWhichLogItIsAPlaceInUnlessItIsTheDefaultOne() {
        Cursor cursor = new Cursor("shop", 0x2f1, 0x97647590fe265739L, true);
        assertThat(cursor.toString()).isEqualTo("shop.2f1-97647590fe265739b");
        assertThat(Cursor.parse("shop.2f1-97647590fe265739b")).contains(cursor);
        assertThat(cursor.asBefore().log()).isEqualTo("shop");
    }

    @Test
    void isAPlaceInTheDefaultLogWhenItSaysNone() {
        assertThat(Cursor.parse("2f1-97647590fe265739"))
                .contains(new Cursor("default", 0x2f1, 0x97647590fe265739L, false));
    }

    @Test
    void isNeverTooLong() {
        Cursor longest = new Cursor("abcdefghijklmnopqrstuvwx", Long.MAX_VALUE, -1, true);
        assertThat(longest.toString()).hasSizeLessThanOrEqualTo(64);
        assertThat(Cursor.parse(longest.toString())).contains(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-0123456789abcdef",
                "1-0123456789abcde",
                "1-0123456789abcdef0",
                "1-0123456789abcdefB",
                "1-0123456789abcdefbb",
                "01-0123456789abcdef",
                "1-0123456789ABCDEF",
                "A-0123456789abcdef",
                "+1-0123456789abcdef",
                "1-+123456789abcdef",
                "ffffffffffffffff-0123456789abcdef",
                "11111111111111111-0123456789abcdef",
                " 1-0123456789abcdef",
                "1-0123456789abcdef ",
                "1--123456789abcdef",
                ".1-0123456789abcdef",
                "default.1-0123456789abcdef",
                "Shop.1-0123456789abcdef",
                "sh-op.1-0123456789abcdef",
                "shop.shop.1-0123456789abcdef",
                "abcdefghijklmnopqrstuvwxy.1-0123456789abcdef",
                "shop.",
                "shop"
            })
    void refusesEverythingElse(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
