package io.fourways.service.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start what is wrong with the database's URL, instead of a stack trace. */
final class UnusableDatabaseUrlAnalyzer extends AbstractFailureAnalyzer<UnusableDatabaseUrlException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableDatabaseUrlException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
