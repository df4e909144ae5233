package io.fourways.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection that polls, from its first poll on: of a request no more is looked at than its first line. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody looks at how it closes
final class PollHandler extends ByteToMessageDecoder {

    private static final String GET = "GET ";
    private static final int BLANK_LINE = 0x0D0A0D0A;

    private final Broadcast broadcast;

    PollHandler(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int end = end(in);
        if (end < 0) {
            return;
        }
        int start = in.readerIndex() + GET.length();
        int blank = in.indexOf(start, end, (byte) ' ');
        String target = in.toString(start, blank - start, StandardCharsets.US_ASCII);
        in.readerIndex(end);
        broadcast.ask(Poll.of(target), context.channel());
    }

    /** Where the head of the first request ends, or -1 when it is not all there yet. */
    private static int end(ByteBuf in) {
        for (int i = in.readerIndex(); i + Integer.BYTES <= in.writerIndex(); i++) {
            if (in.getInt(i) == BLANK_LINE) {
                return i + Integer.BYTES;
            }
        }
        return -1;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
        context.close();
    }
}
