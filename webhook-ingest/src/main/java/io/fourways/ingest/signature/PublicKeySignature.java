package io.fourways.ingest.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** Verification under a public key. */
final class PublicKeySignature {

    private PublicKeySignature() {}

    static boolean verify(String algorithm, PublicKey key, byte[] signature, byte[]... parts) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            for (byte[] part : parts) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException notASignature) {
            return false;
        }
    }
}
