package io.fourways.system.client;

import io.fourways.system.json.JsonTexts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Asks again and again for what follows the cursor.
 *
 * @param prefer      how long the server may keep a request waiting; empty for not at all
 * @param pauseMillis how long to wait after an answer that leaves nothing more to ask for
 */
record Polling(String prefer, long pauseMillis) implements Way.Conversation {

    @Override
    public void read(URI gateway, Subscription subscription, Journal journal) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> answer =
                    Http.CLIENT.send(request(gateway, subscription, journal), BodyHandlers.ofString());
            if (!take(answer, journal)) {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        }
    }

    private HttpRequest request(URI gateway, Subscription subscription, Journal journal) {
        HttpRequest.Builder request = Http.request(subscription.at(gateway, journal.cursor()), subscription.token())
                .header("Accept", "application/json");
        return prefer.isEmpty()
                ? request.build()
                : request.header("Prefer", prefer).build();
    }

    /** Whether there is more to ask for at once. */
    private static boolean take(HttpResponse<String> answer, Journal journal) throws IOException {
        switch (answer.statusCode()) {
            case 200 -> {
                return takePage(JsonTexts.tree(answer.body()), answer.body(), journal);
            }
            case 410 -> {
                journal.gap(answer.body());
                journal.position(
                        JsonTexts.tree(answer.body()).required("earliest").stringValue());
                return true;
            }
            default -> throw new IOException(answer.statusCode() + " " + answer.body());
        }
    }

    private static boolean takePage(JsonNode page, String text, Journal journal) {
        JsonTexts.elementsOf(text, "events").forEach(journal::event);
        journal.position(page.required("cursor").stringValue());
        return page.required("more").booleanValue();
    }
}
