package io.fourways.ingest.rejected;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that was refused.
 *
 * @param source      the source's name
 * @param receivedAt  when it came: what its timestamp is held against when it is verified again
 * @param verdict     {@code forged}, {@code stale} or {@code malformed}
 * @param cause       why, in kebab case
 * @param url         what it was verified with
 * @param traceparent the request's, if it had one
 * @param headers     the request's, by lower-case name
 * @param credentials the names of those that hold the source's secret, if the webhook is what it says
 * @param body        as received, or as much of it as is kept
 * @param bodySize    how many bytes were received
 */
@SuppressWarnings("ArrayRecordComponent")
public record RejectedWebhook(
        String source,
        Instant receivedAt,
        String verdict,
        String cause,
        String url,
        @Nullable String traceparent,
        Map<String, List<String>> headers,
        Set<String> credentials,
        byte[] body,
        int bodySize) {

    /** What the rest of a row takes, and the objects around it here. */
    private static final int OVERHEAD_BYTES = 512;

    RejectedWebhook cutTo(int bytes) {
        byte[] kept = body.length <= bytes ? body : Arrays.copyOf(body, bytes);
        return new RejectedWebhook(
                source, receivedAt, verdict, cause, url, traceparent, headers, credentials, kept, bodySize);
    }

    /** About how many bytes it takes. */
    int weight() {
        return weightCutTo(body.length);
    }

    /** About how many it would take with no more of its body than this. */
    int weightCutTo(int bytes) {
        int names = headers.keySet().stream().mapToInt(String::length).sum();
        int values = headers.values().stream()
                .flatMap(List::stream)
                .mapToInt(String::length)
                .sum();
        return OVERHEAD_BYTES + names + values + Math.min(body.length, bytes);
    }

    /** Without what may hold credentials: headers, query and body. */
    @Override
    public String toString() {
        return "RejectedWebhook[" + source + ", " + receivedAt + ", " + verdict + ", " + cause + ", " + bodySize
                + " bytes]";
    }
}
