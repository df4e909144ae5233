package io.fourways.service.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start which security property is missing or wrong, instead of a stack trace. */
final class UnusableSecurityAnalyzer extends AbstractFailureAnalyzer<UnusableSecurityException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSecurityException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
