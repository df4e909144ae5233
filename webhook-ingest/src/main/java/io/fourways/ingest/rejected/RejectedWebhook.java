package io.fourways.ingest.rejected;

import java.time.Instant;
import java.util.Arrays;
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
 * @param headers     the request's, as a JSON object of arrays
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
        String headers,
        byte[] body,
        int bodySize) {

    /** What the rest of a row takes, and the objects around it here. */
    private static final int OVERHEAD_BYTES = 512;

    RejectedWebhook cutTo(int bytes) {
        byte[] kept = body.length <= bytes ? body : Arrays.copyOf(body, bytes);
        return new RejectedWebhook(source, receivedAt, verdict, cause, url, traceparent, headers, kept, bodySize);
    }

    /** About how many bytes it takes. */
    int weight() {
        return OVERHEAD_BYTES + headers.length() + body.length;
    }
}
