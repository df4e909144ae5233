package io.fourways.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Comparison whose duration does not tell where two secrets differ. */
public final class ConstantTime {

    private ConstantTime() {}

    public static boolean equal(byte[] expected, byte[] given) {
        return MessageDigest.isEqual(expected, given);
    }

    public static boolean equal(String expected, String given) {
        return equal(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
