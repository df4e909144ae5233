package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTests {

    @Test
    void alignsNamesLeftAndFiguresRight() {
        Table table = new Table()
                .row("way", List.of("events", "p50"))
                .row("WebSocket", List.of("9", "1.5 ms"))
                .row("SSE", List.of("1234567", "-"));

        assertThat(table.lines())
                .containsExactly(
                        "way          events      p50", //
                        "WebSocket         9   1.5 ms",
                        "SSE         1234567        -");
    }
}
