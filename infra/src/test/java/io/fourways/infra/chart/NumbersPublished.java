package io.fourways.infra.chart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Publishes 1, 2, 3 and so on to a channel, one after the other, until it is stopped. Each must be accepted. */
final class NumbersPublished implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<URI> producer;
    private final String channel;
    private final Future<?> publishing;
    private final AtomicInteger accepted = new AtomicInteger();

    private NumbersPublished(Supplier<URI> producer, String channel) {
        this.producer = producer;
        this.channel = channel;
        publishing = thread.scheduleWithFixedDelay(this::publishNext, 0, 50, TimeUnit.MILLISECONDS);
    }

    static NumbersPublished to(Supplier<URI> producer, String channel) {
        return new NumbersPublished(producer, channel);
    }

    private void publishNext() {
        HttpRequest request = HttpRequest.newBuilder(producer.get().resolve("/v1/channels/" + channel + "/events"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + Access.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Integer.toString(accepted.get() + 1)))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 202) {
                throw new AssertionError(response.statusCode() + ": " + response.body());
            }
            accepted.incrementAndGet();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Up to which number, so far. */
    int accepted() {
        return accepted.get();
    }

    /** Ends it with what is under way; the last number, or what it has failed with, if it has. */
    int stop() {
        publishing.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("still publishes");
            }
            if (!publishing.isCancelled()) {
                publishing.get();
            }
            return accepted.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
