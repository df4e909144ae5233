package io.fourways.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Publishes to a producer over HTTP. */
public record Publisher(URI producer, String token) {

    public static Publisher at(URI producer) {
        return new Publisher(producer, Tokens.everything());
    }

    /** Publishes a body the shortest way; the answer, whatever it is. */
    public HttpResponse<String> send(String channel, String contentType, byte[] body, String... headers) {
        var request = Http.request(URI.create(producer + "/v1/channels/" + channel + "/events"), token)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Http.send(request);
    }

    /** Publishes JSON the shortest way; the answer, whatever it is. */
    public HttpResponse<String> sendJson(String channel, String json, String... headers) {
        return send(channel, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Publishes JSON the shortest way, which must be accepted. */
    public void publish(String channel, String json, String... headers) {
        HttpResponse<String> answer = sendJson(channel, json, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** Publishes to {@code /v1/events}; the answer, whatever it is. */
    public HttpResponse<String> post(String contentType, String body) {
        return Http.send(Http.request(URI.create(producer + "/v1/events"), token)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }
}
