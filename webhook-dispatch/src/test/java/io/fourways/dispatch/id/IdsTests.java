package io.fourways.dispatch.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTests {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00.123456Z");

    @Test
    void sayWhatTheyAreOf() {
        assertThat(Stream.of(Ids.app(NOW), Ids.endpoint(NOW), Ids.message(NOW), Ids.attempt(NOW), Ids.task(NOW)))
                .zipSatisfy(List.of(IdKind.values()), (id, kind) -> {
                    assertThat(id).matches(kind.prefix() + "[0-9A-Za-z]{27}");
                    assertThat(kind.matches(id)).isTrue();
                });
    }

    @Test
    void tellTheirSecond() {
        assertThat(Ids.secondOf(Ids.message(NOW))).isEqualTo(NOW.truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void sortAsTheyWereMade() {
        List<String> ids = LongStream.range(0, 1000)
                .mapToObj(i -> Ids.message(NOW.plus(i * 997, ChronoUnit.MICROS)))
                .toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void differAtTheSameTime() {
        assertThat(Stream.generate(() -> Ids.attempt(NOW)).limit(1000)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        // the first from the KSUID project's own page
        "0ujtsYcgvSTl8PAuAdqWYSMnLOv, 2017-10-10T04:00:47Z",
        "000000000000000000000000000, 2014-05-13T16:53:20Z",
        "aWgEPTl1tmebfsQzFP4bxwgy80V, 2150-06-19T23:21:35Z",
    })
    void areKsuids(String ksuid, Instant second) {
        assertThat(Ids.secondOf("msg_" + ksuid)).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "msg_",
                "msg_0ujtsYcgvSTl8PAuAdqWYSMnLO",
                "msg_0ujtsYcgvSTl8PAuAdqWYSMnLOvv",
                "msg_0ujtsYcgvSTl8PAuAdqWYSMnLO-",
                "msg_aWgEPTl1tmebfsQzFP4bxwgy80W",
                "msg_zzzzzzzzzzzzzzzzzzzzzzzzzzz",
            })
    void areNothingElse(String text) {
        assertThat(IdKind.MESSAGE.matches(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Ids.secondOf(text));
    }

    @Test
    void areOfOneKind() {
        assertThat(IdKind.APP.matches(Ids.endpoint(NOW))).isFalse();
    }

    @Test
    void haveALeastOne() {
        String first = Ids.firstOf(IdKind.MESSAGE, NOW);
        assertThat(first).isLessThanOrEqualTo(Ids.message(NOW)).isGreaterThan(Ids.message(NOW.minusMillis(1)));
        assertThat(Ids.firstOf(IdKind.MESSAGE, Instant.MIN)).isEqualTo("msg_000000000000000000000000000");
        assertThat(Ids.firstOf(IdKind.MESSAGE, Instant.MAX)).isEqualTo("msg_aWgEPTl1tmebfsQzFP4bxwgy80V");
    }
}
