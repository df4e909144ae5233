package io.fourways.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Where a gateway's log ends now. */
final class Position {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Position() {}

    /** The cursor that whoever asks for what is new is given, whatever channel that is. */
    static String ask(URI gateway, String token) {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/events?channel=nobody"))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<Void> answer = HTTP.send(request, BodyHandlers.discarding());
            return answer.headers()
                    .firstValue("ETag")
                    .map(tag -> tag.replace("\"", ""))
                    .orElseThrow(() -> new IllegalStateException("The gateway tells no position: " + answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
