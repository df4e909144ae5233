package io.fourways.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCheckTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HERE = InetAddress.getLoopbackAddress().getHostAddress();

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1", "204, 1"})
    void isWellOnlyWhenTheServiceIsReady(int status, int exit) throws IOException {
        HttpServer management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        management.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        management.start();
        try {
            assertThat(check(management.getAddress().getPort(), PATIENCE)).isEqualTo(exit);
        } finally {
            management.stop(0);
        }
    }

    @Test
    void isNotWellWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(check(port, PATIENCE)).isEqualTo(1);
    }

    @Test
    void isNotWellWhereThereIsNoSuchHost() {
        assertThat(HealthCheck.run("no host", Map.of(HealthCheck.PORT, "9080"), PATIENCE))
                .isEqualTo(1);
    }

    @Test
    void doesNotWaitForEverForAnAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(check(silent.getLocalPort(), Duration.ofMillis(50))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready", "-1", "123456"})
    void saysSoWhenItIsNotToldWhereToAsk(String port) {
        assertThat(HealthCheck.run(HERE, Map.of(HealthCheck.PORT, port), PATIENCE))
                .isEqualTo(1);
        assertThat(HealthCheck.run(HERE, Map.of(), PATIENCE)).isEqualTo(1);
    }

    private static int check(int port, Duration patience) {
        return HealthCheck.run(HERE, Map.of(HealthCheck.PORT, Integer.toString(port)), patience);
    }
}
