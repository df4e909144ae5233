package io.fourways.gateway.serving;

import io.fourways.service.problem.ProblemException;
import java.util.Collection;
import org.springframework.http.HttpStatus;

/** What is wrong with a choice of channels where there are several logs. */
public final class LogProblems {

    private LogProblems() {}

    /** 400: a cursor names one place in one log, so what is read with one is in one log. */
    static ProblemException several(Collection<String> logs) {
        return new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "several-logs",
                        "Several logs",
                        "These channels are in several logs, which have to be read apart")
                .with("member", "channel")
                .with("logs", logs);
    }

    /** 421: another gateway has them (RFC 9110, 15.5.20). */
    static ProblemException notServed(String log) {
        return new ProblemException(
                        HttpStatus.MISDIRECTED_REQUEST,
                        "log-not-served",
                        "Log not served",
                        "These channels are in a log that this gateway does not serve: ask another one")
                .with("log", log);
    }

    /** 400: a connection has one position, in one log. */
    public static ProblemException otherLog(String log) {
        return new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "several-logs",
                        "Several logs",
                        "This connection reads another log: unsubscribe there, or open another connection")
                .with("member", "channels")
                .with("log", log);
    }
}
