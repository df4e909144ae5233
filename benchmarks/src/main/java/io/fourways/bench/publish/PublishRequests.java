package io.fourways.bench.publish;

import io.fourways.bench.load.HttpRequestText;
import io.fourways.bench.load.Requests;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Requests that publish.
 *
 * @param token what allows it
 */
record PublishRequests(String token) {

    static final int BATCH = 100;

    /** So many, of one event each. */
    Requests singles(int count) {
        return Requests.made(count, number -> request("application/cloudevents+json", Events.next()));
    }

    /** So many, of {@link #BATCH} events each. */
    Requests batches(int count) {
        return Requests.made(count, number -> request("application/cloudevents-batch+json", batch()));
    }

    private static String batch() {
        return IntStream.range(0, BATCH).mapToObj(number -> Events.next()).collect(Collectors.joining(",", "[", "]"));
    }

    private byte[] request(String contentType, String body) {
        return new HttpRequestText("/v1/events")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .with(body);
    }
}
