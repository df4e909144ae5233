import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody whom webhooks go out to, for the demonstration: has an app and an endpoint made for it, and prints each webhook
 * that comes and whether it is genuine. Run as it is, by {@code java Receiver.java}.
 */
final class Receiver {

    private static final int PORT = 8090;
    private static final String APP = "demonstration";
    private static final String ENDPOINT = "receiver";
    private static final Duration HOUR = Duration.ofHours(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api = System.getenv("DISPATCH") + "/api/v1/app/";
    private final String token;
    private final String secret;

    private Receiver() throws IOException, InterruptedException {
        token = token(Files.readString(Path.of("/run/secrets/jwt-secret")).strip());
        ask("PUT", APP, "{\"name\":\"%s\",\"uid\":\"%s\",\"metadata\":{\"fourways.channels\":\"%s\"}}"
                .formatted(APP, APP, System.getenv("CHANNELS")));
        ask("PUT", APP + "/endpoint/" + ENDPOINT, "{\"uid\":\"%s\",\"url\":\"%s\"}"
                .formatted(ENDPOINT, System.getenv("RECEIVER")));
        secret = ask("GET", APP + "/endpoint/" + ENDPOINT + "/secret", "")
                .replaceFirst("(?s).*\"key\"\\s*:\\s*\"whsec_([^\"]*)\".*", "$1");
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        Receiver receiver = new Receiver();
        HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
        server.createContext("/", receiver::take);
        server.start();
        System.out.println("Waiting for webhooks of " + System.getenv("CHANNELS"));
    }

    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " is answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean genuine = isGenuine(exchange, body);
            System.out.println((genuine ? "genuine " : "FORGED ") + header(exchange, "webhook-id") + " "
                    + new String(body, UTF_8));
            exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
        }
    }

    /** As Standard Webhooks says. */
    private boolean isGenuine(HttpExchange exchange, byte[] body) {
        String signed = header(exchange, "webhook-id") + "." + header(exchange, "webhook-timestamp") + ".";
        Mac mac = hmac(Base64.getDecoder().decode(secret));
        mac.update(signed.getBytes(UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        return Arrays.asList(header(exchange, "webhook-signature").split(" ")).contains(expected);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** For an hour: it is needed at the start alone. */
    private static String token(String secret) {
        String claims = "{\"sub\":\"receiver\",\"exp\":%d,\"webhooks\":\"*\"}"
                .formatted(Instant.now().plus(HOUR).getEpochSecond());
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
        return signed + "." + encode(hmac(secret.getBytes(UTF_8)).doFinal(signed.getBytes(UTF_8)));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
