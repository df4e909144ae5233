package io.fourways.service.logs;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start what is wrong with the logs, instead of a stack trace. */
final class UnusableLogsAnalyzer extends AbstractFailureAnalyzer<UnusableLogsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableLogsException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
