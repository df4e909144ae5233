package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class BodyMemoryTests {

    private final BodyMemory memory = new BodyMemory(100);

    @Test
    void isTakenUntilGivenBack() {
        BodyMemory.Share share = memory.share();
        share.take(30);
        share.take(60);
        assertThat(memory.taken()).isEqualTo(90);
        share.giveBack();
        share.giveBack();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void isRefusedToWhomeverItIsNotEnoughFor() {
        memory.share().take(60);
        BodyMemory.Share late = memory.share();
        late.take(30);
        assertThatExceptionOfType(BodyMemory.Exhausted.class).isThrownBy(() -> late.take(30));
        assertThat(memory.taken()).isEqualTo(90);
        late.giveBack();
        assertThat(memory.taken()).isEqualTo(60);
        memory.share().take(40);
    }

    @Test
    void isNotTakenForARequestThatWasGivenUpMeanwhile() {
        BodyMemory.Share late = memory.share();
        late.giveBack();
        assertThatExceptionOfType(BodyMemory.Exhausted.class).isThrownBy(() -> late.take(1));
        assertThat(memory.taken()).isZero();
    }
}
