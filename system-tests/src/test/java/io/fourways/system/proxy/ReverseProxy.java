package io.fourways.system.proxy;

import static org.awaitility.Awaitility.await;

import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import io.fourways.system.service.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A reverse proxy before an installation, configured by the very file that the documentation recommends. */
public final class ReverseProxy implements AutoCloseable {

    private static final Path RECOMMENDED = Path.of("..", "infra", "proxy");

    private final ChildProcess process;
    private final int port;

    private ReverseProxy(ProcessBuilder builder, Path log, int port) {
        this.port = port;
        process = ChildProcess.start(builder, log);
        await("the proxy to listen, see " + log)
                .atMost(Duration.ofSeconds(20))
                .until(() -> process.assertAlive() && isListening());
    }

    /** nginx, as in {@code infra/proxy/nginx.conf.template}. */
    public static ReverseProxy nginx(Installation installation) {
        return nginx(Upstreams.of(installation));
    }

    /** The same before anything. */
    public static ReverseProxy nginx(Upstreams upstreams) {
        int port = Ports.free();
        Path folder = folder("nginx-" + port);
        String http = read(RECOMMENDED.resolve("nginx.conf.template"))
                .replace("${FOURWAYS_LISTEN}", "127.0.0.1:" + port)
                .replace("${FOURWAYS_GATEWAYS}", server(upstreams.gateway()) + server(upstreams.otherGateway()))
                .replace(
                        "${FOURWAYS_PRODUCERS}",
                        "server " + upstreams.producer().address() + ";")
                .replace("${FOURWAYS_PAGES}", folder + "/pages");
        write(folder.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/pid;
                error_log stderr;
                events {}
                http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                %2$s
                }
                """.formatted(folder, http));
        ProcessBuilder builder = new ProcessBuilder(
                installed("nginx"),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString());
        return new ReverseProxy(builder, folder.resolve("log"), port);
    }

    /** HAProxy, as in {@code infra/proxy/haproxy.cfg.template}. */
    public static ReverseProxy haproxy(Installation installation) {
        return haproxy(Upstreams.of(installation));
    }

    /** The same before anything. */
    public static ReverseProxy haproxy(Upstreams upstreams) {
        int port = Ports.free();
        ProcessBuilder builder = new ProcessBuilder(
                installed("haproxy"),
                "-db",
                "-f",
                RECOMMENDED.resolve("haproxy.cfg.template").toString());
        builder.environment()
                .putAll(Map.of(
                        "FOURWAYS_LISTEN",
                        "127.0.0.1:" + port,
                        "FOURWAYS_GATEWAY_1",
                        upstreams.gateway().address(),
                        "FOURWAYS_GATEWAY_1_MANAGEMENT",
                        managementPort(upstreams.gateway()),
                        "FOURWAYS_GATEWAY_2",
                        upstreams.otherGateway().address(),
                        "FOURWAYS_GATEWAY_2_MANAGEMENT",
                        managementPort(upstreams.otherGateway()),
                        "FOURWAYS_PRODUCER",
                        upstreams.producer().address()));
        return new ReverseProxy(builder, folder("haproxy-" + port).resolve("log"), port);
    }

    private static String server(Upstreams.Server gateway) {
        return "server " + gateway.address() + " max_fails=0;";
    }

    private static String managementPort(Upstreams.Server server) {
        return Integer.toString(server.management());
    }

    /** Where both services are behind it. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String installed(String program) {
        Path path = Path.of("/usr/sbin", program);
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(
                    "These tests need " + program + " (Debian: apt-get install " + program + ")");
        }
        return path.toString();
    }

    private static Path folder(String name) {
        try {
            return Files.createDirectories(Path.of("target", "proxy", name).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
