package io.fourways.gateway.read;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a gateway for events, and reads its answers. */
final class PollClient {

    private PollClient() {}

    static HttpResponse<String> get(GatewayServer from, String query, String... headers) {
        return getAsync(from, query, headers).join();
    }

    static CompletableFuture<HttpResponse<String>> getAsync(GatewayServer from, String query, String... headers) {
        return from.client().sendAsync(request(from, query, headers), BodyHandlers.ofString());
    }

    /** The same, with a body that may have no end. */
    static HttpResponse<Stream<String>> stream(GatewayServer from, String query, String... headers) {
        return from.client()
                .sendAsync(request(from, query, headers), BodyHandlers.ofLines())
                .join();
    }

    private static HttpRequest request(GatewayServer from, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + from.port() + "/v1/events?" + query))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    static List<String> ids(HttpResponse<String> answer) {
        List<String> ids = new ArrayList<>();
        json(answer).get("events").forEach(event -> ids.add(event.get("id").stringValue()));
        return ids;
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
