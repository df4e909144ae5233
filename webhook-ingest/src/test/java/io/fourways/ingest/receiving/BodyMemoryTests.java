package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class BodyMemoryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BodyMemory memory = new BodyMemory(100);

    private static Flux<DataBuffer> chunks(int count) {
        return Flux.range(0, count).map(i -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[30]));
    }

    private void takes(BodyMemory.Share share, int chunks) {
        StepVerifier.create(share.count(chunks(chunks)))
                .expectNextCount(chunks)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void isTakenUntilGivenBack() {
        BodyMemory.Share share = memory.share();
        takes(share, 3);
        assertThat(memory.taken()).isEqualTo(90);
        share.giveBack();
        share.giveBack();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void isRefusedToWhomeverItIsNotEnoughFor() {
        takes(memory.share(), 2);
        BodyMemory.Share late = memory.share();
        StepVerifier.create(late.count(chunks(3)))
                .expectNextCount(1)
                .expectError(BodyMemory.Exhausted.class)
                .verify(PATIENCE);
        late.giveBack();
        assertThat(memory.taken()).isEqualTo(60);
        takes(memory.share(), 1);
    }
}
