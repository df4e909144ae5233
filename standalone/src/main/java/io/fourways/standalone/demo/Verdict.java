package io.fourways.standalone.demo;

import java.io.IOException;
import java.util.List;

/**
 * Whether one way delivered what the log holds.
 *
 * @param passed whether it did: every event, once, in order, and there were some
 * @param text   the finding in words
 */
record Verdict(boolean passed, String text) {

    static Verdict on(String trial, Participant participant, List<String> log) {
        String way = trial + ", " + participant.way().title() + ": ";
        Comparison comparison =
                Comparison.between(log, participant.subscriber().tally().identities());
        if (log.isEmpty()) {
            return new Verdict(false, way + "nothing was published, so nothing is shown");
        }
        IOException failure = participant.failure();
        String cause = failure == null ? "" : " (last failure: " + failure + ")";
        return new Verdict(comparison.isSame(), way + comparison + " (" + log.size() + " in the log)" + cause);
    }
}
