package io.fourways.service.problem;

import io.fourways.service.date.HttpDate;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;
import tools.jackson.databind.ObjectWriter;

/**
 * Answers requests that cannot even be decoded, which therefore reach no handler and would be answered with a bare
 * status: a line or a head that is too long, or what is no HTTP/1.1; and those of HTTP/1.1 that do not say once, and once only, which
 * host they are for (RFC 9112, 3.2). Nothing that follows on the connection can be
 * understood, so it ends with the answer.
 */
@ChannelHandler.Sharable
final class UndecodableRequests extends ChannelInboundHandlerAdapter {

    private static final long FAREWELL_SECONDS = 5;

    private final ObjectWriter json;

    UndecodableRequests(ObjectWriter json) {
        this.json = json;
    }

    /**
     * Takes its place in a connection whose requests are decoded by HTTP/1.1's codec: behind all who stand there, for some of
     * them may owe an answer.
     */
    void watch(Channel channel) {
        if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
            channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, null, this);
        }
    }

    /** Behind an answer that is not complete no other can be sent: then it is for Reactor Netty to break off. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ProblemException problem = message instanceof HttpRequest request ? problem(request) : null;
        if (problem != null && ChannelOperations.get(context.channel()) == null) {
            ReferenceCountUtil.release(message);
            refuse(context, problem);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static @Nullable ProblemException problem(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return problem(request.decoderResult().cause());
        }
        boolean isForOneHost = request.headers().getAll(HttpHeaderNames.HOST).size() == 1;
        return isForOneHost || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                ? null
                : malformed("A request of HTTP/1.1 has one Host");
    }

    private static ProblemException problem(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new ProblemException(
                    HttpStatus.URI_TOO_LONG, "uri-too-long", "URI too long", "The URI is longer than allowed");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new ProblemException(
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "header-too-large",
                    "Header too large",
                    "The header fields are larger than allowed");
        }
        return malformed("This is not a request of HTTP/1.1");
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "malformed-http", "Malformed HTTP", detail);
    }

    /**
     * What the client still sends is read and dropped for a while: a socket that is closed with unread data takes back
     * what it has sent (RFC 9112, 9.6).
     */
    private void refuse(ChannelHandlerContext context, ProblemException problem) {
        Channel channel = context.channel();
        channel.config().setAutoRead(true);
        var cut = channel.eventLoop().schedule(() -> hangUp(channel), FAREWELL_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> cut.cancel(false));
        context.writeAndFlush(response(problem)).addListener(written -> finishSending(channel));
    }

    private FullHttpResponse response(ProblemException problem) {
        ProblemDetail body = problem.getBody();
        byte[] bytes = json.writeValueAsBytes(body);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(body.getStatus()), Unpooled.wrappedBuffer(bytes));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaders.DATE, HttpDate.now())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    private static void finishSending(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.pipeline().get(SslHandler.class) == null) {
            var unused = duplex.shutdownOutput();
        } else {
            hangUp(channel);
        }
    }

    private static void hangUp(Channel channel) {
        var unused = channel.close();
    }
}
