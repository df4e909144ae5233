package io.fourways.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.concurrent.CountDownLatch;

/** One connection that sends its next request when its last is answered, until it is time to end. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class BusyConnection extends SimpleChannelInboundHandler<FullHttpResponse> {

    private final Supply supply;
    private final AnswerReading reading;
    private final Answers answers;
    private final long end;
    private final CountDownLatch busy;
    private long sentAt;
    private boolean waiting;

    /** @param end by {@link System#nanoTime()} */
    BusyConnection(Supply supply, AnswerReading reading, Answers answers, long end, CountDownLatch busy) {
        this.supply = supply;
        this.reading = reading;
        this.answers = answers;
        this.end = end;
        this.busy = busy;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        sendNext(context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        waiting = false;
        answers.latencies().add(System.nanoTime() - sentAt);
        reading.read(response, answers);
        sendNext(context);
    }

    private void sendNext(ChannelHandlerContext context) {
        ByteBuf request = System.nanoTime() < end ? supply.next() : null;
        if (request == null) {
            context.close();
            return;
        }
        waiting = true;
        sentAt = System.nanoTime();
        context.writeAndFlush(request, context.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (waiting) {
            answers.leaveUnanswered();
        }
        busy.countDown();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        System.err.println("The load's connection failed: " + failure);
        context.close();
    }
}
