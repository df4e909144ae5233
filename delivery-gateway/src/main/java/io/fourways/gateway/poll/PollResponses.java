package io.fourways.gateway.poll;

import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.way.Way;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Poll answers as HTTP responses. */
final class PollResponses {

    /** Clients and proxies refuse heads that are larger than 8 to 16 KB; the cursor is in the body as well. */
    private static final int MAX_LINK = 4096;

    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

    private final ChannelDirectory channels;
    private final PollMetrics metrics;
    private final PollMemory memory;

    PollResponses(ChannelDirectory channels, PollMetrics metrics, PollMemory memory) {
        this.channels = channels;
        this.metrics = metrics;
        this.memory = memory;
    }

    /**
     * 200 with the page, or 304 when the client has it all. When to ask again is found out before the answer is, so that
     * no bytes are held meanwhile.
     */
    Mono<ServerResponse> of(ReadRequest request, Mono<PollAnswer> coming) {
        return channels.pollAfter(request.selection())
                .flatMap(pollAfter -> coming.flatMap(answer -> of(request, answer, pollAfter)));
    }

    private Mono<ServerResponse> of(ReadRequest request, PollAnswer answer, Duration pollAfter) {
        boolean known = answer.isKnown();
        ServerResponse.BodyBuilder response = ServerResponse.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .header("Poll-After", Long.toString(pollAfter.toSeconds()))
                .header("Cache-Control", answer.caching())
                .header("Vary", Caching.FIELDS);
        String link = "<" + answer.next() + ">; rel=\"next\"";
        if (link.length() <= MAX_LINK) {
            response.header("Link", link);
        }
        if (request.way() == Way.LONG_POLL) {
            response.header("Preference-Applied", "wait=" + request.waiting().toSeconds());
        }
        if (known) {
            answer.release();
            return response.header("ETag", answer.etag())
                    .build()
                    .map(unchanged -> new PageResponse(unchanged, answer, metrics, memory));
        }
        return response.contentType(MediaType.APPLICATION_JSON)
                .contentLength(answer.length())
                .body((output, context) -> write(output, answer))
                .map(written -> new PageResponse(written, answer, metrics, memory));
    }

    /** WebFlux would compare the tag by itself, and not know what a tag says of a page with more behind it. */
    private static Mono<Void> write(ReactiveHttpOutputMessage output, PollAnswer answer) {
        output.getHeaders().set("ETag", answer.etag());
        return output.writeWith(Mono.fromSupplier(() -> body(answer)));
    }

    private static DataBuffer body(PollAnswer answer) {
        return BUFFERS.wrap(answer.body(BUFFERS.getByteBufAllocator()));
    }
}
