package io.fourways.gateway.drain;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.connection.Farewell;
import io.netty.channel.ChannelPromise;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Ends a connection with its answer while the gateway goes away, and says so in the answer, so that no client and no
 * proxy sends another request by it. Who does not take the answer is cut off, also when it was under way before. Event
 * streams and WebSockets, which have no end of their own, are sent away by {@link Drain}.
 */
public final class LastAnswers implements WebFilter, SmartLifecycle {

    private final Set<ChannelPromise> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile boolean goingAway;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ChannelPromise written = Connections.channel(exchange.getRequest()).newPromise();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> begins(exchange, written)));
        return chain.filter(exchange).doFinally(signal -> ends(written));
    }

    private void begins(ServerWebExchange exchange, ChannelPromise written) {
        ServerHttpResponse response = exchange.getResponse();
        if (isUpgrade(exchange)) {
            return;
        }
        if (response.getHeaders().getContentLength() >= 0) {
            underWay.add(written);
            written.addListener(done -> underWay.remove(written));
        }
        if (goingAway) {
            response.getHeaders().set(HttpHeaders.CONNECTION, "close");
            Farewell.until(written.channel(), written.channel().closeFuture());
        }
    }

    /** An answer that has been handed over may still wait for its reader. */
    private static void ends(ChannelPromise written) {
        Connections.flushed(written.channel()).addListener(done -> written.trySuccess());
    }

    private static boolean isUpgrade(ServerWebExchange exchange) {
        return "websocket".equalsIgnoreCase(exchange.getRequest().getHeaders().getUpgrade());
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        goingAway = true;
        underWay.forEach(written -> Farewell.until(written.channel(), written));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Together with {@link Drain}. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
