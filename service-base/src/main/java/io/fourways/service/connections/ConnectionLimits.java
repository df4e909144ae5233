package io.fourways.service.connections;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.http.server.HttpServer;

/** Holds the connections of one server to its places, and to asking for something. */
final class ConnectionLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private final Duration headTimeout;
    private final ConnectionPlaces places;

    ConnectionLimits(Duration headTimeout, ConnectionPlaces places) {
        this.headTimeout = headTimeout;
        this.places = places;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(this::limited);
    }

    /**
     * Reactor Netty's idle timeout runs only while a connection waits for a head, and is stopped by a whole one. Its request
     * timeout would end WebSockets: it goes on after the upgrade.
     */
    private HttpServer limited(HttpServer server) {
        return server.idleTimeout(headTimeout).doOnChannelInit((observer, channel, address) -> places.take(channel));
    }
}
