package io.fourways.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The little of webhook-dispatch's API that a demonstration needs; Svix's SDKs have the rest. */
final class DispatchClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI dispatch;

    DispatchClient(URI dispatch) {
        this.dispatch = dispatch;
    }

    /** Makes an app whose messages are the events of these channels; its id. */
    String createApp(String name, String channels) throws IOException, InterruptedException {
        return post("/api/v1/app", Map.of("name", name, "metadata", Map.of("fourways.channels", channels)))
                .required("id")
                .asString();
    }

    /** Makes an endpoint that is tried again after so many seconds; its secret. */
    String createEndpoint(String app, URI url, String schedule) throws IOException, InterruptedException {
        String endpoints = "/api/v1/app/" + app + "/endpoint";
        Map<String, Object> endpoint = Map.of("url", url.toString(), "metadata", Map.of("fourways.schedule", schedule));
        String id = post(endpoints, endpoint).required("id").asString();
        return send(request(endpoints + "/" + id + "/secret").GET())
                .required("key")
                .asString();
    }

    private JsonNode post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(dispatch.resolve(path)).header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new UnexpectedAnswerException(response.statusCode() + " " + response.body());
        }
        return Received.parse(response.body());
    }
}
