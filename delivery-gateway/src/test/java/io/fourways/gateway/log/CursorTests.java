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
                "1--123456789abcdef"
            })
    void refusesEverythingElse(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
