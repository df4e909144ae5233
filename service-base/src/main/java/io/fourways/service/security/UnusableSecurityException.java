package io.fourways.service.security;

/** Security properties a service refuses to start with. Its message says what is wrong, its remedy what to do. */
final class UnusableSecurityException extends RuntimeException {

    private static final String SECRET = "fourways.security.jwt-secret (FOURWAYS_SECURITY_JWT_SECRET)";
    private static final String URL = "fourways.security.jwks-url (FOURWAYS_SECURITY_JWKS_URL)";
    private static final String MODE = "fourways.security.mode (FOURWAYS_SECURITY_MODE)";

    private final String remedy;

    private UnusableSecurityException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    static UnusableSecurityException withoutKey() {
        return new UnusableSecurityException(
                MODE + " is jwt, but there is no key to verify tokens with: neither " + SECRET + " nor " + URL
                        + " is set.",
                "Set " + SECRET + " for HS256, or " + URL + " for RS256, ES256 and EdDSA. On a loopback address " + MODE
                        + " may be open instead.");
    }

    static UnusableSecurityException shortSecret(int bytes) {
        return new UnusableSecurityException(
                SECRET + " is shorter than the " + bytes + " bytes that HS256 needs.",
                "Set it to at least " + bytes + " bytes, for instance the output of `openssl rand -base64 48`.");
    }

    static UnusableSecurityException badUrl() {
        return new UnusableSecurityException(
                URL + " is not an absolute http or https URL.", "Set it to the address of the issuer's JWK set.");
    }

    static UnusableSecurityException openToOthers(String address) {
        return new UnusableSecurityException(
                MODE + " is open, which lets everybody in, but the service listens on " + address
                        + ", which others can reach.",
                "Bind it to loopback (server.address=127.0.0.1), use mode jwt, or, if the network itself keeps"
                        + " strangers out, set fourways.security.force-open (FOURWAYS_SECURITY_FORCE_OPEN) to true.");
    }

    String remedy() {
        return remedy;
    }
}
