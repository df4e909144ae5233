package io.fourways.infra.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that reads the numbers of a channel, from the earliest on, as server-sent events. When its gateway sends it away it
 * asks the cluster for another, and goes on by its cursor.
 */
final class NumbersRead implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<URI> gateway;
    private final String channel;
    private final List<Integer> numbers = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<URI> gateways = new CopyOnWriteArrayList<>();
    private final Future<?> reading;
    private final Map<String, String> message = new HashMap<>();
    private String cursor = "";

    private NumbersRead(Supplier<URI> gateway, String channel) {
        this.gateway = gateway;
        this.channel = channel;
        reading = thread.scheduleWithFixedDelay(this::readStream, 0, 100, TimeUnit.MILLISECONDS);
    }

    static NumbersRead of(Supplier<URI> gateway, String channel) {
        return new NumbersRead(gateway, channel);
    }

    private void readStream() {
        URI at = gateway.get();
        message.clear();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        at.resolve("/v1/events?channel=" + channel + "&after=earliest"))
                .header("Authorization", "Bearer " + Access.token())
                .header("Accept", "text/event-stream");
        if (!cursor.isEmpty()) {
            request.header("Last-Event-ID", cursor);
        }
        try {
            HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
            gateways.add(at);
            takeAll(response);
        } catch (IOException e) {
            refusals.add(at + ": " + e);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeAll(HttpResponse<Stream<String>> response) {
        try (Stream<String> lines = response.body()) {
            lines.forEach(this::take);
            ends.add("ended, with status " + response.statusCode());
        } catch (UncheckedIOException e) {
            ends.add("broke off: " + e);
        }
    }

    /** One line of a message, which counts when it is complete: at an empty one. */
    private void take(String line) {
        if (line.isEmpty()) {
            dispatch();
            message.clear();
        } else {
            int colon = line.indexOf(':');
            message.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    private void dispatch() {
        String data = message.getOrDefault("data", "");
        if (message.containsKey("event")) {
            others.add(message.get("event") + " " + data);
        } else if (!data.isEmpty()) {
            numbers.add(JSON.readTree(data).path("data").asInt());
        }
        cursor = message.getOrDefault("id", cursor);
    }

    List<Integer> numbers() {
        return numbers;
    }

    /** What it was told beside numbers, such as that there is a gap. */
    List<String> others() {
        return others;
    }

    /** How its streams have ended, one after the other. */
    List<String> ends() {
        return ends;
    }

    /** What came of asking a gateway that was no longer there. */
    List<String> refusals() {
        return refusals;
    }

    /** Where it has read, one after the other. */
    List<URI> gateways() {
        return gateways;
    }

    /** Ends it, with what it has failed with, if it has. */
    @Override
    public void close() {
        boolean failed = reading.isDone();
        thread.shutdownNow();
        if (failed) {
            try {
                reading.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
