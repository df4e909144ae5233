package io.fourways.dispatch.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes a message one and the same for its app, however often it comes.
 *
 * @param source  an event's source; empty for what comes over the API
 * @param eventId the event's id within its source, or the one that the sender gave
 */
public record Identity(String source, String eventId) {

    /** The source of everything that comes over the API. */
    public static final String API = "";

    /** Both together must fit into an index, which takes a third of a page. */
    private static final int LONGEST = 1_000;

    /** The source as it is kept: itself, or its digest when it is long. */
    String keptSource() {
        return kept(source);
    }

    /** The id as it is kept. */
    String keptEventId() {
        return kept(eventId);
    }

    private static String kept(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST ? text : "sha256:" + HexFormat.of().formatHex(sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
