package io.fourways.ingest.provider;

import io.fourways.ingest.signature.ConstantTime;
import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How a provider writes a keyed hash.
 *
 * @param algorithm the hash
 * @param encoding  how it is written
 * @param prefix    what stands before it in its header
 */
record HmacRule(Hmac algorithm, Encoding encoding, String prefix) {

    /** More signatures than anyone sends while secrets are rotated. */
    private static final int MAX_SIGNATURES = 16;

    HmacRule(Hmac algorithm, Encoding encoding) {
        this(algorithm, encoding, "");
    }

    /** Whether the header's value is the hash of the parts, one after the other, under one of the keys. */
    Verification verify(Optional<String> header, List<byte[]> keys, byte[]... content) {
        return verify(header.stream().toList(), keys, content);
    }

    /** The same where there may be several signatures, any of which will do. */
    Verification verify(List<String> signatures, List<byte[]> keys, byte[]... content) {
        if (signatures.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        List<String> given = signatures.subList(0, Math.min(signatures.size(), MAX_SIGNATURES));
        return Verdicts.genuineIf(keys.stream().map(key -> sign(key, content)).anyMatch(expected -> given.stream()
                .anyMatch(one -> ConstantTime.equal(expected, one))));
    }

    /** The signature as it stands in the header. */
    String sign(byte[] key, byte[]... content) {
        return prefix + encoding.encode(algorithm.sign(key, content));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
