package io.fourways.standalone.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Short and long polling: ask, take what there is, ask again. */
final class Polling implements Reading {

    private static final String LONGEST_WAIT = "wait=30";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final @Nullable String preference;

    private Polling(@Nullable String preference) {
        this.preference = preference;
    }

    /** Asks as often as the gateway advises. */
    static Polling ofShortKind() {
        return new Polling(null);
    }

    /** Asks and lets itself be kept waiting until there is something. */
    static Polling ofLongKind() {
        return new Polling(LONGEST_WAIT);
    }

    @Override
    public void read(Subscriber subscriber) throws IOException, InterruptedException {
        Page page = next(subscriber);
        if (preference == null && !page.more()) {
            subscriber.pause(page.pollAfter());
        }
    }

    /** Asks once. */
    Page next(Subscriber subscriber) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request(subscriber), BodyHandlers.ofString());
        return switch (response.statusCode()) {
            case 200 -> take(response, subscriber);
            case 304 -> nothingNew(response, subscriber);
            default -> throw new UnexpectedAnswerException(response.statusCode() + " " + response.body());
        };
    }

    private HttpRequest request(Subscriber subscriber) {
        String cursor = subscriber.cursor();
        HttpRequest.Builder request = subscriber.request().timeout(Duration.ofMinutes(1));
        if (preference != null) {
            request.header("Prefer", preference);
        } else if (cursor != null) {
            request.header("If-None-Match", '"' + cursor + '"');
        }
        return request.build();
    }

    private static Page take(HttpResponse<String> response, Subscriber subscriber) throws IOException {
        JsonNode body = Received.parse(response.body());
        JsonNode events = body.required("events");
        if (events.isEmpty()) {
            subscriber.tally().emptyAnswer();
        }
        events.forEach(subscriber::accept);
        subscriber.moveTo(body.required("cursor").asString());
        return new Page(body.required("more").asBoolean(), pollAfter(response));
    }

    private static Page nothingNew(HttpResponse<String> response, Subscriber subscriber) {
        subscriber.tally().emptyAnswer();
        return new Page(false, pollAfter(response));
    }

    private static Duration pollAfter(HttpResponse<?> response) {
        return Duration.ofSeconds(
                response.headers().firstValueAsLong("Poll-After").orElse(1));
    }

    /**
     * What an answer says beside its events.
     *
     * @param more      whether there is more to have at once
     * @param pollAfter when asking again is worth it
     */
    record Page(boolean more, Duration pollAfter) {}
}
