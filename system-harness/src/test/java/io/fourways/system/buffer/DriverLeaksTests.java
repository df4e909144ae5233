package io.fourways.system.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DriverLeaksTests {

    private static final String READ = """
            Recent access records:
            #1:
            \tio.netty.util.ReferenceCountUtil.release(ReferenceCountUtil.java:90)
            \treactor.netty.channel.FluxReceive.drainReceiver(FluxReceive.java:300)
            \tjava.base/java.lang.Thread.run(Thread.java:1474)
            """;
    private static final String DRIVER = """
            #2:
            \tio.netty.buffer.AdvancedLeakAwareByteBuf.order(AdvancedLeakAwareByteBuf.java:71)
            \tio.r2dbc.postgresql.PostgresqlStatement.lambda$collectBindingParameters$1(PostgresqlStatement.java:286)
            \treactor.core.publisher.MonoReduceSeed$ReduceSeedSubscriber.onNext(MonoReduceSeed.java:115)
            \tio.fourways.dispatch.Store.store(Store.java:1)
            """;
    private static final String PASSED_ON = """
            #3:
            \tHint: 'LengthFieldBasedFrameDecoder' will handle the message from this point.
            \tio.netty.channel.DefaultChannelPipeline.touch(DefaultChannelPipeline.java:115)
            \tjava.base/java.lang.Thread.run(Thread.java:1474)
            """;
    private static final String OURS = """
            Created at:
            \tio.netty.buffer.PooledByteBufAllocator.newDirectBuffer(PooledByteBufAllocator.java:1)
            \tio.fourways.dispatch.Sender.send(Sender.java:1)
            \tio.r2dbc.postgresql.PostgresqlResult.map(PostgresqlResult.java:1)
            """;

    @Test
    void areWhatOnlyTheDriverHasTouched() {
        assertThat(DriverLeaks.is(DRIVER)).isTrue();
        assertThat(DriverLeaks.is(READ + DRIVER)).isTrue();
        assertThat(DriverLeaks.is(DRIVER + PASSED_ON)).isTrue();
    }

    @Test
    void areNotWhatSomebodyElseHasTouched() {
        assertThat(DriverLeaks.is(OURS)).isFalse();
        assertThat(DriverLeaks.is(DRIVER + OURS)).isFalse();
    }

    @Test
    void areNotWhatNobodyIsKnownToHaveTouched() {
        assertThat(DriverLeaks.is(READ)).isFalse();
        assertThat(DriverLeaks.is(PASSED_ON)).isFalse();
        assertThat(DriverLeaks.is("")).isFalse();
    }
}
