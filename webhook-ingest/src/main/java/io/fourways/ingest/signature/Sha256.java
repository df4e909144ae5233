package io.fourways.ingest.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that stands for content. */
public final class Sha256 {

    private Sha256() {}

    /** In lower-case hex. */
    public static String hex(byte[] content) {
        try {
            return Encoding.HEX.encode(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
