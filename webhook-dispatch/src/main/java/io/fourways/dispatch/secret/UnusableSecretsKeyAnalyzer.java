package io.fourways.dispatch.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start what is wrong with which key, instead of a stack trace. */
final class UnusableSecretsKeyAnalyzer extends AbstractFailureAnalyzer<UnusableSecretsKeyException> {

    private static final String REMEDY =
            "Use 32 random bytes in base64, such as `openssl rand -base64 32` gives, and keep them:"
                    + " without them the secrets of endpoints cannot be opened again.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSecretsKeyException cause) {
        return new FailureAnalysis(cause.getMessage(), REMEDY, cause);
    }
}
