package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a webhook that was replayed.
 *
 * @param verdict accepted, or what is thought of it still
 * @param cause   why it is not accepted, or set aside still, in kebab case; null when it is neither
 * @param events  the ids of its events, which are on the log or on their way there
 */
public record ReplayOutcome(Verdict verdict, @Nullable String cause, List<String> events) {

    static ReplayOutcome accepted(List<String> events) {
        return new ReplayOutcome(Verdict.ACCEPTED, null, events);
    }

    static ReplayOutcome rejected(Verdict verdict, String cause) {
        return new ReplayOutcome(verdict, cause, List.of());
    }

    static ReplayOutcome setAside(String cause) {
        return new ReplayOutcome(Verdict.ACCEPTED, cause, List.of());
    }

    /** Whether its events are on the log or on their way there. */
    public boolean isReplayed() {
        return cause == null;
    }
}
