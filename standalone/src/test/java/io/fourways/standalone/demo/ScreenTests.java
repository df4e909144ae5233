package io.fourways.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTests {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void redrawsInPlaceOnATerminal() {
        Screen screen = new Screen(out, true);
        screen.show(List.of("one", "two"));
        screen.finish(List.of("three"));
        assertThat(shown()).isEqualTo("one\ntwo\n\u001b[2A\u001b[Jthree\n");
    }

    @Test
    void printsPlainLinesNowAndThenElsewhere() {
        Screen screen = new Screen(out, false);
        for (int second = 1; second <= 6; second++) {
            screen.show(List.of("second " + second));
        }
        screen.finish(List.of("done"));
        assertThat(shown()).isEqualTo("second 5\ndone\n");
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
