package io.fourways.standalone.demo;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A position in the log that moves on as events are read, whichever the way. */
final class Subscriber {

    private static final Duration HURRY = Duration.ofMillis(250);

    private final CountDownLatch hurried = new CountDownLatch(1);
    private final Tally tally = new Tally();
    private final URI gateway;
    private final List<String> channels;
    private volatile @Nullable String cursor;

    /**
     * Somebody who reads on from a place.
     *
     * @param gateway  where the gateway answers
     * @param channels what is read: channels or patterns
     * @param after    the place; null is now
     */
    Subscriber(URI gateway, List<String> channels, @Nullable String after) {
        this.gateway = gateway;
        this.channels = List.copyOf(channels);
        this.cursor = after;
    }

    /** What was seen so far. */
    Tally tally() {
        return tally;
    }

    /** The place this subscriber has come to; null as long as it has none. */
    @Nullable
    String cursor() {
        return cursor;
    }

    /** The one resource, whichever way it is read. */
    URI uri() {
        String query = channels.stream()
                .map(channel -> "channel=" + URLEncoder.encode(channel, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String place = cursor;
        return gateway.resolve("/v1/events?" + query + (place == null ? "" : "&after=" + place));
    }

    /** A request for what follows this place, counted. */
    HttpRequest.Builder request() {
        tally.request();
        return HttpRequest.newBuilder(uri());
    }

    /** Takes an event, whose place is now this subscriber's. */
    void accept(JsonNode event) {
        Instant now = Instant.now();
        Received received = Received.of(event);
        tally.event(received, now);
        cursor = received.cursor();
    }

    /** Moves on over events that are not for this subscriber. */
    void moveTo(String place) {
        cursor = place;
    }

    /** Waits before the next request: as long as asked for, or a moment when in a hurry. */
    void pause(Duration delay) throws InterruptedException {
        if (hurried.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
            TimeUnit.MILLISECONDS.sleep(HURRY.toMillis());
        }
    }

    /** Ends the waiting, so that a slow reader catches up now. */
    void hurry() {
        hurried.countDown();
    }
}
