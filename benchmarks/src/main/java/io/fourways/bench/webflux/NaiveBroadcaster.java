package io.fourways.bench.webflux;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.POST;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitResult;
import reactor.netty.http.server.HttpServer;

/**
 * Fan-out as one writes it by hand: a sink per channel, whose flux is sent to every session or written as SSE. No log, no
 * cursors, no access; who is slow holds up all others of its channel.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFlux
public class NaiveBroadcaster {

    private static final int BUFFER = 1024;

    private final Map<String, Sinks.Many<String>> channels = new ConcurrentHashMap<>();

    /** On the port given. */
    public static void main(String[] args) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(NaiveBroadcaster.class);
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(context).build()))
                .bindUntilJavaShutdown(Duration.ofSeconds(1), null);
    }

    @Bean
    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route(POST("/pub/{channel}"), this::publish)
                .andRoute(GET("/sse/{channel}"), this::stream);
    }

    @Bean
    HandlerMapping sockets() {
        WebSocketHandler handler = session -> session.send(
                channel(session.getHandshakeInfo().getUri().getPath().substring("/ws/".length()))
                        .asFlux()
                        .map(session::textMessage));
        return new SimpleUrlHandlerMapping(Map.of("/ws/*", handler), -1);
    }

    private Mono<ServerResponse> publish(ServerRequest request) {
        return request.bodyToMono(String.class).flatMap(event -> ServerResponse.status(
                        channel(request.pathVariable("channel")).tryEmitNext(event) == EmitResult.OK ? 202 : 503)
                .build());
    }

    /** The head goes out with the first event: an empty one, so that a client knows at once that it is connected. */
    private Mono<ServerResponse> stream(ServerRequest request) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(channel(request.pathVariable("channel")).asFlux().startWith(""), String.class);
    }

    private Sinks.Many<String> channel(String name) {
        return channels.computeIfAbsent(name, added -> Sinks.many().multicast().onBackpressureBuffer(BUFFER, false));
    }
}
