package io.fourways.dispatch.egress;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start which property of the way out is wrong, instead of a stack trace. */
final class UnusableEgressAnalyzer extends AbstractFailureAnalyzer<UnusableEgressException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableEgressException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
