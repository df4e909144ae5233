package io.fourways.dispatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextArrayTests {

    @Test
    void isNoneOfNothing() {
        assertThat(TextArray.literal(List.of())).isNull();
    }

    @Test
    void quotesWhateverMayBeInIt() {
        assertThat(TextArray.literal(List.of("a", "", "NULL", "{,}", "\"", "\\")))
                .isEqualTo("{\"a\",\"\",\"NULL\",\"{,}\",\"\\\"\",\"\\\\\"}");
    }
}
