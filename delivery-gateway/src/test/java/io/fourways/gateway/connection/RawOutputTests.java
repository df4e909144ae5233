package io.fourways.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawOutputTests {

    private final Socket socket = new Socket();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RawOutput output = open();

    @AfterEach
    void stop() {
        channel.close().syncUninterruptibly();
    }

    @Test
    void cutsOffWhoDoesNotTakeTheLastThatIsSent() {
        output.write(Unpooled.copyInt(1));
        output.end();

        channel.advanceTimeBy(Farewell.SECONDS, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void leavesTheConnectionToWhoHasTakenTheLast() {
        output.write(Unpooled.copyInt(1));
        output.end();
        socket.take();

        channel.advanceTimeBy(Farewell.SECONDS, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isTrue();
    }

    private RawOutput open() {
        channel.freezeTime();
        RawOutput opened = RawOutput.open(channel, () -> {}, () -> {});
        channel.pipeline().addFirst(socket);
        return opened;
    }

    /** Takes nothing before it is told to. */
    private static final class Socket extends ChannelOutboundHandlerAdapter {

        private final Queue<ChannelPromise> written = new ArrayDeque<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            written.add(promise);
        }

        private void take() {
            written.forEach(ChannelPromise::trySuccess);
        }
    }
}
