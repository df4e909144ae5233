package io.fourways.service.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals an owner's secrets with AES-256-GCM, and opens what it or a predecessor sealed. Sealed secrets are bound to
 * their owner's name: those of one, copied to another, do not open. Safe for any thread; sealing waits for
 * randomness, so keep it off event loops.
 *
 * <p>What is sealed is, in order: the format's version (one byte, {@value #VERSION}), the id of the key (four bytes), a
 * random nonce (twelve bytes), the ciphertext of the secrets as a JSON array, and the tag (sixteen bytes). Version, key
 * id and name are authenticated along with it. To rotate the key, make the new one the current and the old one a
 * previous one: what the old one sealed opens on, and whatever is sealed again is under the new one.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>
 */
public final class SealedSecrets {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + SecretsKey.ID_BYTES + NONCE_BYTES;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecretsKey current;
    private final List<SecretsKey> all;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param current  the key to seal under
     * @param previous those that may have sealed what is to be opened
     */
    public SealedSecrets(SecretsKey current, List<SecretsKey> previous) {
        this.current = current;
        this.all = Stream.concat(Stream.of(current), previous.stream()).toList();
    }

    /** Seals an owner's secrets, each time differently. */
    public byte[] seal(String owner, List<String> secrets) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(VERSION)
                .put(current.id())
                .put(nonce)
                .array();
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, current, head, owner).doFinal(JSON.writeValueAsBytes(secrets));
            return ByteBuffer.allocate(HEAD_BYTES + ciphertext.length)
                    .put(head)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM is not to be had", impossible);
        }
    }

    /** An owner's secrets; empty when they are not its own, were changed, or were sealed under a key not known here. */
    public Optional<List<String>> open(String owner, byte[] sealed) {
        if (sealed.length < HEAD_BYTES + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOfRange(sealed, 1, 1 + SecretsKey.ID_BYTES);
        return all.stream()
                .filter(key -> Arrays.equals(key.id(), id))
                .findFirst()
                .flatMap(key -> open(key, owner, sealed));
    }

    /** Whether something is sealed under an earlier key, and wants to be sealed again. */
    public boolean isOutdated(byte[] sealed) {
        return sealed.length < HEAD_BYTES
                || !Arrays.equals(current.id(), Arrays.copyOfRange(sealed, 1, 1 + SecretsKey.ID_BYTES));
    }

    private static Optional<List<String>> open(SecretsKey key, String owner, byte[] sealed) {
        byte[] head = Arrays.copyOf(sealed, HEAD_BYTES);
        try {
            byte[] json = cipher(Cipher.DECRYPT_MODE, key, head, owner)
                    .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
            return Optional.of(List.of(JSON.readValue(json, String[].class)));
        } catch (GeneralSecurityException | JacksonException notOurs) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretsKey key, byte[] head, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = Arrays.copyOfRange(head, HEAD_BYTES - NONCE_BYTES, HEAD_BYTES);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head, 0, HEAD_BYTES - NONCE_BYTES);
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
