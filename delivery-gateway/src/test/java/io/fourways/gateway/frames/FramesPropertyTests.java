package io.fourways.gateway.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.conformance.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is said is what is read, and what a client compresses is what comes out. */
class FramesPropertyTests {

    private static final int RSV1 = 4;

    @Property
    void aTextFrameHoldsItsText(@ForAll String text, @ForAll @IntRange(max = 3000) int times) throws IOException {
        String whole = new String(text.repeat(times % 50).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                + "x".repeat(times);
        ByteBuf frame = TextFrame.of(UnpooledByteBufAllocator.DEFAULT, whole);
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        Frame read = Frame.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(read.text()).isEqualTo(whole);
        assertThat(read.first()).isEqualTo(0x81);
    }

    @Property
    void aCompressedMessageIsInflatedHoweverItIsCut(
            @ForAll @Size(max = 2000) byte[] message,
            @ForAll @IntRange(min = 0, max = 9) int level,
            @ForAll @IntRange(min = 1, max = 300) int size) {
        byte[] deflated = deflate(message, level);
        EmbeddedChannel channel = new EmbeddedChannel(new MessageInflater(2000));
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        for (int i = 0; i < deflated.length; i += size) {
            boolean last = i + size >= deflated.length;
            ByteBuf part = Unpooled.wrappedBuffer(Arrays.copyOfRange(deflated, i, Math.min(deflated.length, i + size)));
            channel.writeInbound(
                    i == 0
                            ? new BinaryWebSocketFrame(last, RSV1, part)
                            : new ContinuationWebSocketFrame(last, 0, part));
            WebSocketFrame out = channel.readInbound();
            assertThat(out.rsv()).isZero();
            assertThat(out.isFinalFragment()).isEqualTo(last);
            inflated.writeBytes(ByteBufUtil.getBytes(out.content()));
            out.release();
        }
        assertThat(inflated.toByteArray()).isEqualTo(message);
        assertThat(channel.finish()).isFalse();
    }

    private static byte[] deflate(byte[] message, int level) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(message);
        byte[] deflated = new byte[message.length + 100];
        int length = deflater.deflate(deflated, 0, deflated.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(deflated, Math.max(1, length - 4));
    }
}
