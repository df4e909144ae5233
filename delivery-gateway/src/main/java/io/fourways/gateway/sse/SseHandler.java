package io.fourways.gateway.sse;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.read.ReadRequest;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Serves an event stream: WebFlux sends the head, everything after it goes past the codec. */
public final class SseHandler {

    private final Fanout fanout;
    private final Starts starts;

    public SseHandler(Fanout fanout, Starts starts) {
        this.fanout = fanout;
        this.starts = starts;
    }

    /** The stream, which goes on until the client or the gateway ends it. */
    public Mono<ServerResponse> read(ReadRequest request) {
        Channel channel = Connections.channel(request.http());
        return starts.resolve(request.start(), request.selection())
                .publishOn(Schedulers.fromExecutor(channel.eventLoop()))
                .flatMap(beginning -> response(request, beginning));
    }

    private Mono<ServerResponse> response(ReadRequest request, Beginning beginning) {
        return SseResponses.head().body((output, context) -> {
            Connections.response(output).chunkedTransfer(Connections.hasChunks(request.http()));
            return output.writeAndFlushWith(
                    Flux.just(Mono.fromSupplier(() -> preamble(output.bufferFactory())), events(request, beginning)));
        });
    }

    private static DataBuffer preamble(DataBufferFactory buffers) {
        return buffers.wrap(SseFields.retry().getBytes(StandardCharsets.UTF_8));
    }

    private Mono<DataBuffer> events(ReadRequest request, Beginning beginning) {
        return Mono.create(response -> {
            Channel channel = Connections.channel(request.http());
            SseSink sink = new SseSink(channel, Connections.hasChunks(request.http()), response::success);
            response.onDispose(() -> channel.eventLoop().execute(sink::close));
            Reader reader = sink.open(fanout);
            reader.expireAt(request.caller().expires());
            reader.subscribe(request.selection(), beginning);
        });
    }
}
