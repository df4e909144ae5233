package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What something is expected to look like to the letter, in a file that can be renewed. */
final class Golden {

    private static final String RENEW = "golden.renew";

    private Golden() {}

    /** Fails when it looks otherwise; makes it look so where renewing is asked for. */
    static void compare(Path file, String actual) {
        try {
            if (Boolean.getBoolean(RENEW)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual)
                    .as("%s: if it is meant, renew it with -D%s=true, and look at what the diff says", file, RENEW)
                    .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
