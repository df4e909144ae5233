package io.fourways.gateway.policy;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start which channels' policy is wrong, instead of a stack trace. */
final class UnusablePolicyAnalyzer extends AbstractFailureAnalyzer<UnusablePolicyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusablePolicyException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
