package io.fourways.system.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakedBuffers.class)
class LeakedBuffersTests {

    @Test
    void areFoundWithWhereTheyWereTouchedLast() throws InterruptedException {
        forget(UnpooledByteBufAllocator.DEFAULT.directBuffer(1));
        forget(PooledByteBufAllocator.DEFAULT.buffer(1));

        List<String> found = LeakedBuffers.find();

        assertThat(found).isNotEmpty().allMatch(leak -> leak.contains("LeakedBuffersTests.forget"));
    }

    @Test
    void areNotThoseThatAreStillHeld() throws InterruptedException {
        ByteBuf held = PooledByteBufAllocator.DEFAULT.buffer(1);
        assertThat(LeakedBuffers.find()).isEmpty();
        held.release();
    }

    private static void forget(ByteBuf buffer) {
        buffer.writeByte(1);
    }
}
