package io.fourways.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
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

    @Test
    void sendsBytesAsTheyAre() {
        ByteBuf bytes = Unpooled.copyInt(1);
        output.write(bytes);
        assertThat(channel.outboundMessages()).isEmpty();

        output.flush();

        assertThat(channel.<ByteBuf>readOutbound()).isSameAs(bytes);
        bytes.release();
    }

    @Test
    void sendsNothingByAConnectionThatWasGivenBack() {
        ByteBuf bytes = Unpooled.copyInt(1);
        output.close();

        assertThat(output.isWritable()).isFalse();
        output.write(bytes);
        output.flush();

        assertThat(bytes.refCnt()).isZero();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void sendsNothingByAConnectionThatHasGone() {
        ByteBuf bytes = Unpooled.copyInt(1);
        channel.close().syncUninterruptibly();

        assertThat(output.isWritable()).isFalse();
        output.write(bytes);
        output.flush();

        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void sendsNothingPastTls() throws NoSuchAlgorithmException {
        SSLEngine server = SSLContext.getDefault().createSSLEngine();
        server.setUseClientMode(false);
        EmbeddedChannel secure = new EmbeddedChannel(new SslHandler(server));
        ByteBuf bytes = Unpooled.copyInt(1);

        RawOutput raw = RawOutput.open(secure, () -> {}, () -> {});
        raw.write(bytes);
        raw.flush();

        assertThat(bytes.refCnt()).as("waits for the handshake").isOne();
        assertThat(secure.outboundMessages()).doesNotContain(bytes);
        secure.finishAndReleaseAll();
    }

    @Test
    void isNotOpenedOverAStreamWithinAConnection() {
        EmbeddedChannel connection = new EmbeddedChannel(channel, DefaultChannelId.newInstance(), true, false);
        EmbeddedChannel stream = new EmbeddedChannel(connection, DefaultChannelId.newInstance(), true, false);

        assertThatIllegalStateException().isThrownBy(() -> RawOutput.open(stream, () -> {}, () -> {}));
        stream.finish();
        connection.finish();
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
