package io.fourways.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.round.Rounds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTests {

    @Test
    void areThreeRoundsOfTenSecondsAfterSixteenOfWarmUpByDefault() {
        assertThat(Options.parse(List.of()).rounds())
                .isEqualTo(new Rounds(3, Duration.ofSeconds(10), Duration.ofSeconds(16)));
        assertThat(Options.parse(List.of()).connections()).isEqualTo(64);
    }

    @Test
    void sayMoreThanQuickDoes() {
        assertThat(Options.parse(List.of("--rounds", "2", "--quick", "--seconds", "5"))
                        .rounds())
                .isEqualTo(new Rounds(2, Duration.ofSeconds(5), Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fanin",
                "fanout --scenario none",
                "ingest --fast",
                "ingest --rounds",
                "ingest --rounds 0",
                "publish --seconds x",
                "dispatch --rounds",
                "soak --minutes 0",
                "soak --rounds 3"
            })
    void thatAreNotKnownAreRefusedWithTheUsage(String arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int exit = Bench.run(System.out, new PrintStream(said, true, StandardCharsets.UTF_8), arguments.split(" ", -1));

        assertThat(exit).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("usage: bench <ingest | publish | dispatch | fanout | soak>");
    }
}
