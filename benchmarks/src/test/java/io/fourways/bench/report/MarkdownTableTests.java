package io.fourways.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTests {

    private final MarkdownTable table = new MarkdownTable(List.of("what", "n/s"));

    @Test
    void linesUpItsColumns() {
        table.row(List.of("longer than that", "7"));

        assertThat(table).hasToString("""
                | what             | n/s |
                | ---------------- | --: |
                | longer than that |   7 |""");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> table.row(List.of("alone"))).isInstanceOf(IllegalArgumentException.class);
    }
}
