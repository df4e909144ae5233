package io.fourways.service.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;

/**
 * The command that asks a service whether it is ready, for images that have neither a shell nor curl: the one beside it, or
 * the one on the host that is its argument. Exits with 0 when management, at the port that {@value #PORT} names, answers 200
 * in time, and with 1 otherwise.
 *
 * <p>It is a process of its own each time, so it loads as little as it can: a socket, and no client of HTTP.
 */
public final class HealthCheck {

    static final String PORT = "MANAGEMENT_SERVER_PORT";

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String REQUEST =
            "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String READY = "HTTP/1.1 200";

    private HealthCheck() {}

    public static void main(String[] args) {
        String host =
                args.length > 0 ? args[0] : InetAddress.getLoopbackAddress().getHostAddress();
        System.exit(run(host, System.getenv(), PATIENCE));
    }

    static int run(String host, Map<String, String> environment, Duration patience) {
        String port = environment.getOrDefault(PORT, "");
        if (!port.matches("\\d{1,5}")) {
            System.out.println(PORT + " is to be the port of management");
            return 1;
        }
        String answer = answer(host, Integer.parseInt(port), (int) patience.toMillis());
        System.out.println(answer);
        return answer.equals(READY) ? 0 : 1;
    }

    /** How its answer begins, or why there is none. */
    private static String answer(String host, int port, int millis) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.getOutputStream().write(REQUEST.getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(READY.length()), US_ASCII);
        } catch (IOException nobody) {
            return String.valueOf(nobody.getMessage());
        }
    }
}
