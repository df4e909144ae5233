package io.fourways.gateway.sse;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.connection.OpenEnds;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.read.ReadRequest;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
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
        return SseResponses.head().build((exchange, context) -> {
            boolean chunks = Connections.hasChunks(request.http());
            Connections.response(exchange.getResponse()).chunkedTransfer(chunks);
            return exchange.getResponse()
                    .writeAndFlushWith(Flux.just(Mono.fromSupplier(() -> preamble(exchange))))
                    .doOnSuccess(begun -> goOn(request, beginning, chunks));
        });
    }

    private static DataBuffer preamble(ServerWebExchange exchange) {
        return exchange.getResponse().bufferFactory().wrap(SseFields.retry().getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps nothing of the request: most streams wait for most of the time. */
    private void goOn(ReadRequest request, Beginning beginning, boolean chunks) {
        Channel channel = Connections.channel(request.http());
        Selection selection = request.selection();
        Instant expires = request.caller().expires();
        OpenEnds.goOn(channel, Mono.create(response -> {
            SseSink sink = new SseSink(channel, chunks, response::success);
            response.onDispose(() -> channel.eventLoop().execute(sink::close));
            Reader reader = sink.open(fanout);
            reader.expireAt(expires);
            reader.subscribe(selection, beginning);
        }));
    }
}
