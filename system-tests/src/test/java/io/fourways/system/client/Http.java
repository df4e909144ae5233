package io.fourways.system.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** HTTP/1.1 requests with a token. */
public final class Http {

    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Http() {}

    /** A request of this token's owner; an empty token is left out. */
    public static HttpRequest.Builder request(URI uri, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /** The whole answer, whatever its status. */
    public static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.sendAsync(request.build(), BodyHandlers.ofString())
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        }
    }

    /** The answer to a GET with a token for everything. */
    public static HttpResponse<String> get(URI uri) {
        return send(request(uri, Tokens.everything()));
    }
}
