package io.fourways.ingest.administration.selection;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fourways.service.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;

/** What was thought of a webhook when it came. */
public enum Verdict {
    ACCEPTED,
    FORGED,
    STALE,
    MALFORMED;

    /** As it is written in the database and on the wire. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict with this label; what is none is a problem 400. */
    public static Verdict of(String label) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.label().equals(label))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "verdict", "verdict must be one of accepted, forged, stale and malformed"));
    }
}
