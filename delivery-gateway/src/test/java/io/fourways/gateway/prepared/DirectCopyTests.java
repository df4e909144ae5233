package io.fourways.gateway.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectCopyTests {

    private static final byte[] BYTES = {1, 2, 3};

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        waitUntilForgotten();
        channel.finishAndReleaseAll();
    }

    private void waitUntilForgotten() {
        channel.advanceTimeBy(DirectCopy.SECONDS, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void isOneForAllWhoAreGivenTheSame() {
        ByteBuf first = DirectCopy.of(BYTES, channel);
        ByteBuf second = DirectCopy.of(BYTES, channel);

        assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
        assertThat(given(first)).isEqualTo(BYTES);
        assertThat(given(second)).isEqualTo(BYTES);
    }

    @Test
    void isOfWhatIsGivenNow() {
        byte[] others = {4, 5};
        ByteBuf first = DirectCopy.of(BYTES, channel);
        ByteBuf another = DirectCopy.of(others, channel);

        assertThat(given(another)).isEqualTo(others);
        assertThat(given(first)).isEqualTo(BYTES);
        assertThat(given(DirectCopy.of(BYTES, channel))).isEqualTo(BYTES);
    }

    @Test
    void isForgottenAfterASecond() {
        ByteBuf first = DirectCopy.of(BYTES, channel);
        ByteBuf copy = first.unwrap();
        first.release();
        channel.runScheduledPendingTasks();
        assertThat(copy.refCnt()).isOne();

        waitUntilForgotten();
        assertThat(copy.refCnt()).isZero();
    }

    @Test
    void isForgottenWithItsEventLoop() throws InterruptedException {
        AtomicReference<ByteBuf> copy = new AtomicReference<>();
        Thread loop = new FastThreadLocalThread(() -> {
            ByteBuf first = DirectCopy.of(BYTES, channel);
            copy.set(first.unwrap());
            first.release();
        });
        loop.start();
        loop.join();
        assertThat(copy.get().refCnt()).isZero();
    }

    @Test
    void isKeptForASocketThatHasNotTakenItYet() {
        ByteBuf first = DirectCopy.of(BYTES, channel);
        waitUntilForgotten();

        assertThat(given(first)).isEqualTo(BYTES);
        assertThat(first.refCnt()).isZero();
    }

    private static byte[] given(ByteBuf bytes) {
        try {
            return ByteBufUtil.getBytes(bytes);
        } finally {
            bytes.release();
        }
    }
}
