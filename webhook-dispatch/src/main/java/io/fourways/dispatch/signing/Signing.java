package io.fourways.dispatch.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The headers that prove a webhook: its id, when it was sent, and a signature of both and of the body under each key. */
public final class Signing {

    private Signing() {}

    /** Up to here it takes less than handing it to another thread costs. */
    private static final long QUICK_BYTES = 16 * 1024;

    /** Whether signing takes so long that nothing else should wait for it. */
    public static boolean isSlow(byte[] body, List<SigningKey> keys) {
        return (long) body.length * keys.size() > QUICK_BYTES || keys.stream().anyMatch(SigningKey::isSlow);
    }

    /**
     * Signs.
     *
     * @param messageId the same for each attempt; without a dot, which parts what is signed
     * @param time      of this attempt
     * @param body      as it is sent
     * @param keys      the newest first; at least one
     */
    public static Map<String, String> headers(String messageId, Instant time, byte[] body, List<SigningKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A webhook is not sent unsigned");
        }
        String timestamp = Long.toString(time.getEpochSecond());
        byte[] content = content(messageId + "." + timestamp + ".", body);
        return Map.of(
                "webhook-id",
                messageId,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                keys.stream().map(key -> key.sign(content)).collect(Collectors.joining(" ")));
    }

    private static byte[] content(String start, byte[] body) {
        byte[] first = start.getBytes(StandardCharsets.US_ASCII);
        byte[] content = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, content, first.length, body.length);
        return content;
    }
}
