package io.fourways.service.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.CriticalHeaderParamsDeferral;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * Verifies EdDSA signatures over Ed25519 (RFC 8037) with the JDK's own implementation, since Nimbus' needs Tink beside
 * it.
 */
final class Ed25519Verifier extends EdDSAProvider implements JWSVerifier {

    /** The DER of a SubjectPublicKeyInfo up to its 32 bytes of key (RFC 8410). */
    private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_LENGTH = 32;

    private final PublicKey key;
    private final CriticalHeaderParamsDeferral critical = new CriticalHeaderParamsDeferral();

    Ed25519Verifier(OctetKeyPair jwk) throws JOSEException {
        byte[] point = jwk.getDecodedX();
        if (!Curve.Ed25519.equals(jwk.getCurve()) || point.length != KEY_LENGTH) {
            throw new JOSEException("Not an Ed25519 key");
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(KEY_PREFIX);
        encoded.writeBytes(point);
        try {
            key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new JOSEException(e.getMessage(), e);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signedContent, Base64URL signature) throws JOSEException {
        if (!critical.headerPasses(header)) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            verification.update(signedContent);
            return verification.verify(signature.decode());
        } catch (SignatureException e) {
            return false; // what the JDK says of a signature of the wrong length or outside the curve
        } catch (GeneralSecurityException e) {
            throw new JOSEException(e.getMessage(), e);
        }
    }
}
