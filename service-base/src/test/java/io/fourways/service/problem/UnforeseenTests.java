package io.fourways.service.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class UnforeseenTests {

    private static final String ADDRESS = "HTTP POST \"/webhooks/ce?access_token=sesame\"";

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void saysNothingOfTheAddressThatWebFluxAdds() {
        Throwable failure = catchThrowable(
                () -> Mono.error(new IllegalStateException("on purpose", new IllegalArgumentException("its cause")))
                        .checkpoint(ADDRESS)
                        .block());
        assertThat(printed(failure)).contains("sesame");
        assertThat(printed(Unforeseen.of(failure)))
                .contains(
                        "java.lang.IllegalStateException: on purpose", "java.lang.IllegalArgumentException: its cause")
                .contains("UnforeseenTests.java")
                .doesNotContain("sesame");
    }

    @Test
    void keepsWhatElseWasSuppressed() {
        IllegalStateException failure = new IllegalStateException("on purpose");
        failure.addSuppressed(new IllegalArgumentException("while closing"));
        assertThat(printed(Unforeseen.of(failure))).contains("while closing");
    }

    @Test
    void endsWhereCausesGoRound() {
        IllegalStateException failure = new IllegalStateException("first");
        failure.initCause(new IllegalStateException("second", failure));
        assertThat(printed(Unforeseen.of(failure))).contains("first", "second");
    }
}
