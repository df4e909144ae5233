package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class BodyMemoryTests {

    private final BodyMemory memory = new BodyMemory(400, 100);

    @Test
    void isTakenUntilGivenBack() {
        BodyMemory.Share share = memory.share("a");
        share.take(30);
        share.take(60);
        assertThat(memory.taken()).isEqualTo(90);
        share.giveBack();
        share.giveBack();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void isRefusedToWhomeverItIsNotEnoughFor() {
        memory.share("a").take(60);
        BodyMemory.Share late = memory.share("a");
        late.take(30);
        assertThatExceptionOfType(BodyMemory.Exhausted.class).isThrownBy(() -> late.take(30));
        assertThat(memory.taken()).isEqualTo(90);
        late.giveBack();
        assertThat(memory.taken()).isEqualTo(60);
        assertThat(memory.sources()).isOne();
        memory.share("a").take(40);
    }

    @Test
    void isNotOneSourcesAlone() {
        memory.share("a").take(100);
        assertThatExceptionOfType(BodyMemory.Exhausted.class)
                .isThrownBy(() -> memory.share("a").take(1));
        memory.share("b").take(100);
        assertThat(memory.taken()).isEqualTo(200);
    }

    @Test
    void isRefusedToASourceThatHasTakenNothingWhenThereIsNone() {
        for (String source : List.of("a", "b", "c", "d")) {
            memory.share(source).take(100);
        }
        BodyMemory.Share fifth = memory.share("e");
        assertThatExceptionOfType(BodyMemory.Exhausted.class).isThrownBy(() -> fifth.take(100));
        memory.share("e").giveBack();
        assertThat(memory.taken()).isEqualTo(400);
    }

    @Test
    void isNotTakenForARequestThatWasGivenUpMeanwhile() {
        BodyMemory.Share late = memory.share("a");
        late.giveBack();
        assertThatExceptionOfType(BodyMemory.Exhausted.class).isThrownBy(() -> late.take(1));
        assertThat(memory.taken()).isZero();
        assertThat(memory.sources()).isZero();
    }
}
