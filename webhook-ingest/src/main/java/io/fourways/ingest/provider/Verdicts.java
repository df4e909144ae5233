package io.fourways.ingest.provider;

/** The verdicts that providers share, so that the same fault has the same cause everywhere. */
final class Verdicts {

    static final Verification GENUINE = new Verification.Genuine();
    static final Verification SIGNATURE_MISSING = new Verification.Forged("signature-missing");
    static final Verification SIGNATURE_MISMATCH = new Verification.Forged("signature-mismatch");
    static final Verification TIMESTAMP_TOO_OLD = new Verification.Stale("timestamp-too-old");
    static final Verification TIMESTAMP_IN_FUTURE = new Verification.Stale("timestamp-in-future");
    static final Verification TIMESTAMP_MISSING = new Verification.Malformed("timestamp-missing");
    static final Verification TIMESTAMP_MALFORMED = new Verification.Malformed("timestamp-malformed");
    static final Verification ID_MISSING = new Verification.Malformed("id-missing");
    static final Verification ID_MALFORMED = new Verification.Malformed("id-malformed");
    static final Verification BODY_MALFORMED = new Verification.Malformed("body-malformed");

    private Verdicts() {}

    static Verification genuineIf(boolean matches) {
        return matches ? GENUINE : SIGNATURE_MISMATCH;
    }
}
