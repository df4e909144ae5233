package io.fourways.gateway.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * What a gateway writes to the log when it begins to read it: it knows that it has caught up when it reads its own mark,
 * and a log with a mark in it is never without a place that a cursor can name. Subscribers never see one.
 */
public final class Placemark {

    private static final byte[] PREFIX = "{\"placemark\":\"".getBytes(StandardCharsets.US_ASCII);

    private Placemark() {}

    /** One that is like no other. */
    public static byte[] create() {
        return (new String(PREFIX, StandardCharsets.US_ASCII) + UUID.randomUUID() + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static boolean is(byte[] body) {
        return body.length > PREFIX.length && Arrays.mismatch(PREFIX, body) == PREFIX.length;
    }
}
