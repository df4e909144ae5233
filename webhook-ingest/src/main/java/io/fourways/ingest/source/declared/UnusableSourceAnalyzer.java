package io.fourways.ingest.source.declared;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start which property of which source is missing or wrong, instead of a stack trace. */
final class UnusableSourceAnalyzer extends AbstractFailureAnalyzer<UnusableSourceException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSourceException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
