package io.fourways.ingest.signature;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** ECDSA signatures over SHA-256 on the curve P-256, in DER. */
public final class EcdsaP256 {

    private EcdsaP256() {}

    /** The key, if the bytes are a SubjectPublicKeyInfo on that curve. */
    public static Optional<PublicKey> key(byte[] subjectPublicKeyInfo) {
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
            return key instanceof ECPublicKey point && isP256(point.getParams()) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException | RuntimeException noKey) {
            return Optional.empty();
        }
    }

    private static boolean isP256(ECParameterSpec curve) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
        return curve.getCurve().equals(p256.getCurve()) && curve.getOrder().equals(p256.getOrder());
    }

    /** Whether the parts, one after the other, were signed; never throws, whatever the signature is. */
    public static boolean verify(PublicKey key, byte[] signature, byte[]... parts) {
        return PublicKeySignature.verify("SHA256withECDSA", key, signature, parts);
    }
}
