package io.fourways.system.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.LeakPresenceDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@ExtendWith(LeakedBuffers.class)
class LeakedBuffersTests {

    @Test
    void areFoundWithWhereTheyWereTouchedLast() throws InterruptedException {
        forget(UnpooledByteBufAllocator.DEFAULT.directBuffer(1));
        forget(PooledByteBufAllocator.DEFAULT.buffer(1));

        List<String> found = LeakedBuffers.find();

        assertThat(found)
                .isNotEmpty()
                .allMatch(leak -> leak.contains("LeakedBuffersTests.forget"))
                .noneMatch(leak -> leak.contains("LeakedBuffers$") || leak.contains("HeldBuffers"));
    }

    @Test
    void areNotThoseThatAreStillHeld() throws InterruptedException {
        ByteBuf held = PooledByteBufAllocator.DEFAULT.buffer(1);
        assertThat(LeakedBuffers.find()).isEmpty();
        held.release();
    }

    @Test
    void failTheClassThatHasForgottenThemAndNoOther() {
        assertThat(failed(Tidy.class, Forgetful.class, Idle.class)).containsExactly(Forgetful.class);
        assertThat(failed(Forgetful.class, Tidy.class, Idle.class)).containsExactly(Forgetful.class);
    }

    @Test
    void failTheClassAfterWhichNobodyHoldsThemAnyMore() {
        assertThat(failed(Keeping.class, Idle.class, Losing.class, Tidy.class)).containsExactly(Losing.class);
    }

    @Test
    void needNotBeLookedForWhileNoneIsHeldButConstants() throws InterruptedException {
        assertThat(LeakedBuffers.anyHeld()).isFalse();
        assertThat(Constant.VALUE.refCnt()).isOne();
        assertThat(LeakedBuffers.anyHeld()).isFalse();
        ByteBuf held = UnpooledByteBufAllocator.DEFAULT.buffer(1);
        assertThat(LeakedBuffers.anyHeld()).isTrue();
        held.release();
        assertThat(LeakedBuffers.anyHeld()).isFalse();
        forget(UnpooledByteBufAllocator.DEFAULT.buffer(1));
        assertThat(LeakedBuffers.anyHeld()).isTrue();
        assertThat(LeakedBuffers.find()).isNotEmpty();
        assertThat(LeakedBuffers.anyHeld()).isFalse();
    }

    private static void forget(ByteBuf buffer) {
        buffer.writeByte(1);
    }

    /** The classes that fail though none of their tests does, run one after the other. */
    private static List<Class<?>> failed(Class<?>... classes) {
        List<Class<?>> failed = new ArrayList<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Stream.of(classes)
                                        .map(DiscoverySelectors::selectClass)
                                        .toList())
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                                    failed.add(((ClassSource) test.getSource().orElseThrow()).getJavaClass());
                                }
                            }
                        });
        return failed;
    }

    private static final class Constant {
        private static final ByteBuf VALUE =
                LeakPresenceDetector.staticInitializer(() -> UnpooledByteBufAllocator.DEFAULT.buffer(1));
    }

    @ExtendWith(LeakedBuffers.class)
    static class Forgetful {

        @Test
        void forgets() {
            forget(PooledByteBufAllocator.DEFAULT.directBuffer(1));
        }
    }

    @ExtendWith(LeakedBuffers.class)
    static class Tidy {

        @Test
        void releases() {
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
    }

    @ExtendWith(LeakedBuffers.class)
    static class Idle {

        @Test
        void makesNone() {}
    }

    @ExtendWith(LeakedBuffers.class)
    static class Keeping {

        private static final List<ByteBuf> KEPT = new ArrayList<>();

        @Test
        void keepsOne() {
            KEPT.add(PooledByteBufAllocator.DEFAULT.directBuffer(1));
        }
    }

    /** Without making any itself. */
    @ExtendWith(LeakedBuffers.class)
    static class Losing {

        @Test
        void losesIt() {
            Keeping.KEPT.clear();
        }
    }
}
