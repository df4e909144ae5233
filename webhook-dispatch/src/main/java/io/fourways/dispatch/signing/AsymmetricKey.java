package io.fourways.dispatch.signing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A pair of keys of which only one is secret: Ed25519 (RFC 8032), version {@code v1a}. Written as the 32 bytes of the private
 * key and the 32 of the public one.
 */
public final class AsymmetricKey implements SigningKey {

    static final String PREFIX = "whsk_";

    private static final String PUBLIC_PREFIX = "whpk_";

    private final byte[] seed;
    private final byte[] publicBytes;
    private final PrivateKey key;

    private AsymmetricKey(byte[] seed, byte[] publicBytes) {
        this.seed = seed;
        this.publicBytes = publicBytes;
        this.key = Ed25519.privateKey(seed);
    }

    /** From a private key alone, or with the public one that belongs to it. */
    static Optional<AsymmetricKey> of(byte[] bytes) {
        if (bytes.length != Ed25519.BYTES && bytes.length != 2 * Ed25519.BYTES) {
            return Optional.empty();
        }
        byte[] seed = Arrays.copyOf(bytes, Ed25519.BYTES);
        byte[] publicBytes = Ed25519.publicBytes(seed);
        boolean belongs = bytes.length == Ed25519.BYTES
                || Arrays.equals(publicBytes, Arrays.copyOfRange(bytes, Ed25519.BYTES, bytes.length));
        return belongs ? Optional.of(new AsymmetricKey(seed, publicBytes)) : Optional.empty();
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public String sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(content);
            return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    @Override
    public String written() {
        byte[] both = ByteBuffer.allocate(2 * Ed25519.BYTES)
                .put(seed)
                .put(publicBytes)
                .array();
        return PREFIX + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String verificationKey() {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicBytes);
    }

    /** The public key's 32 bytes. */
    public byte[] publicBytes() {
        return publicBytes.clone();
    }
}
