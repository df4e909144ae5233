package io.fourways.gateway.sse;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.fanout.Resolution;
import io.fourways.gateway.fanout.Position;
import io.fourways.gateway.fanout.Selection;
import io.fourways.gateway.fanout.Starts;
import io.fourways.gateway.read.ReadRequest;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
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

    /** Where the stream begins, found before its head is sent, so that what fails can still be an HTTP error. */
    public Mono<Resolution> resolve(ReadRequest request) {
        Channel channel = Connections.channel(request.http());
        return starts.resolve(request.start(), request.selection())
                .publishOn(Schedulers.fromExecutor(channel.eventLoop()));
    }

    /** Writes the stream until the client or the gateway ends it. */
    public Mono<Void> stream(ReadRequest request, Resolution resolution, ServerHttpResponse response) {
        String preamble = SseFields.retry()
                + (resolution instanceof Resolution.Gone gone ? SseFields.gap(gone.gap()) : "");
        Mono<DataBuffer> head =
                Mono.fromSupplier(() -> response.bufferFactory().wrap(preamble.getBytes(StandardCharsets.UTF_8)));
        Mono<DataBuffer> events = Mono.defer(() -> events(request, resolution));
        return response.writeAndFlushWith(Flux.just(head, events));
    }

    private Mono<DataBuffer> events(ReadRequest request, Resolution resolution) {
        return Mono.create(response -> {
            Channel channel = Connections.channel(request.http());
            SseSink sink = new SseSink(channel, Connections.hasChunks(request.http()), response::success);
            response.onDispose(() -> channel.eventLoop().execute(sink::close));
            Reader reader = sink.open(fanout);
            reader.expireAt(request.caller().expires());
            subscribe(reader, request.selection(), resolution);
        });
    }

    private static void subscribe(Reader reader, Selection selection, Resolution resolution) {
        if (resolution instanceof Resolution.Behind behind) {
            reader.subscribe(selection, behind.position());
        } else if (resolution instanceof Resolution.Gone gone) {
            reader.subscribe(selection, Position.at(gone.gap().earliest()));
        } else {
            reader.subscribe(selection);
        }
    }
}
