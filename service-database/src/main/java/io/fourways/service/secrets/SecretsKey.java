package io.fourways.service.secrets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that secrets are sealed under. What it sealed names it by its id, the beginning of the SHA-256 of its bytes, so
 * that no key needs to be numbered by hand.
 */
public final class SecretsKey {

    /** AES-256 it is. */
    static final int BYTES = 32;

    static final int ID_BYTES = 4;

    private final SecretKey key;
    private final byte[] id;

    private SecretsKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = Arrays.copyOf(sha256(bytes), ID_BYTES);
    }

    /**
     * Reads a key as it is configured.
     *
     * @throws IllegalArgumentException when it is not the base64 of 32 bytes; the message does not quote it
     */
    public static SecretsKey of(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("is not base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("is " + bytes.length + " bytes long, not " + BYTES);
        }
        return new SecretsKey(bytes);
    }

    SecretKey key() {
        return key;
    }

    byte[] id() {
        return id.clone();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
