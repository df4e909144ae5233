package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fourways.system.client.Http;
import io.fourways.system.proxy.ReverseProxy;
import io.fourways.system.proxy.Upstreams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a gateway that believes its proxy is told, and by whom. */
class ProxyHeadersIT {

    private final AtomicReference<Headers> asked = new AtomicReference<>(new Headers());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    static Stream<Named<Function<Upstreams, ReverseProxy>>> proxies() {
        return Stream.of(Named.of("nginx", ReverseProxy::nginx), Named.of("HAProxy", ReverseProxy::haproxy));
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void tellWhoCalledAndNothingThatACallerMadeUp(Function<Upstreams, ReverseProxy> kind) {
        try (ReverseProxy proxy = kind.apply(Upstreams.allAt(server.getAddress().getPort()))) {
            Http.send(Http.request(proxy.uri().resolve("/v1/events?channel=a"), "")
                    .header("Forwarded", "for=203.0.113.9;host=evil.example;proto=https")
                    .header("X-Forwarded-For", "203.0.113.9")
                    .header("X-Forwarded-Host", "evil.example")
                    .header("X-Forwarded-Port", "443")
                    .header("X-Forwarded-Prefix", "/evil")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Ssl", "on"));
        }

        Headers told = asked.get();
        assertThat(told.get("X-Forwarded-For")).isEqualTo(List.of("127.0.0.1"));
        assertThat(told.getOrDefault("X-Forwarded-Proto", List.of("http"))).isEqualTo(List.of("http"));
        assertThat(told)
                .doesNotContainKeys(
                        "Forwarded", "X-forwarded-host", "X-forwarded-port", "X-forwarded-prefix", "X-forwarded-ssl");
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().startsWith("/v1/")) {
            asked.set(exchange.getRequestHeaders());
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
