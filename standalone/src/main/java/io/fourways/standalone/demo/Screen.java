package io.fourways.standalone.demo;

import java.io.PrintStream;
import java.util.List;

/** Where a table is shown again and again: redrawn in place on a terminal, now and then as plain lines elsewhere. */
final class Screen {

    private static final int PLAIN_EVERY = 5;

    private final PrintStream out;
    private final boolean terminal;
    private int frames;
    private int height;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows a frame in place of the one before. */
    void show(List<String> lines) {
        if (terminal) {
            redraw(lines);
        } else if (frames % PLAIN_EVERY == PLAIN_EVERY - 1) {
            print(lines);
        }
        frames++;
    }

    /** Shows the last frame, which stays. */
    void finish(List<String> lines) {
        if (terminal) {
            redraw(lines);
        } else {
            print(lines);
        }
        height = 0;
    }

    private void redraw(List<String> lines) {
        if (height > 0) {
            out.printf("\u001b[%dA\u001b[J", height); // up to the first line, and clear from there
        }
        print(lines);
        height = lines.size();
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
