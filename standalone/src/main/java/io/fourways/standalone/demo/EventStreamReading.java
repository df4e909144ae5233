package io.fourways.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;

/** Server-sent events: one response that never ends. */
final class EventStreamReading implements Reading {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void read(Subscriber subscriber) throws IOException, InterruptedException {
        HttpRequest request =
                subscriber.request().header("Accept", "text/event-stream").build();
        HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new UnexpectedAnswerException("status " + response.statusCode());
            }
            take(lines.iterator(), subscriber);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void take(Iterator<String> lines, Subscriber subscriber) throws IOException {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("event:")) {
                throw new UnexpectedAnswerException(line);
            } else if (line.startsWith("data:")) {
                subscriber.accept(Received.parse(line.substring("data:".length())));
            } else if (line.startsWith("id:")) {
                subscriber.moveTo(line.substring("id:".length()).strip());
            }
        }
    }
}
