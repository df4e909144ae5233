package io.fourways.ingest.signature;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/** Ed25519 signatures (RFC 8032) under public keys of 32 bytes. */
public final class Ed25519 {

    private static final int KEY_LENGTH = 32;

    /** What stands before the 32 bytes in the form that the JDK reads (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** The key, if the bytes are a point of the curve. */
    public static Optional<PublicKey> key(byte[] raw) {
        if (raw.length != KEY_LENGTH) {
            return Optional.empty();
        }
        byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + KEY_LENGTH)
                .put(X509_PREFIX)
                .put(raw)
                .array();
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException noPoint) {
            return Optional.empty();
        }
    }

    /** Whether the parts, one after the other, were signed; never throws, whatever the signature is. */
    public static boolean verify(PublicKey key, byte[] signature, byte[]... parts) {
        return PublicKeySignature.verify("Ed25519", key, signature, parts);
    }
}
