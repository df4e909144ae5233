package io.fourways.service.connections;

import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * What is done around the handling of every request, outside of WebFlux. Reactor Netty has room for one
 * ({@code HttpServer.mapHandle}); this way there may be several.
 */
@FunctionalInterface
public interface HandlingDecorator {

    /**
     * The handling, decorated. Called when WebFlux has been given the request, and before anything is subscribed to.
     *
     * @param connection the request and the response as well, as Reactor Netty has it
     */
    Mono<Void> decorate(Mono<Void> handling, Connection connection);
}
