package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.inbox.InboxEvent;
import java.util.List;

/**
 * What is thought today of a webhook that was rejected.
 *
 * @param row     the webhook
 * @param outcome what becomes of it
 * @param events  what is to be put into the inbox
 * @param release whether it was just found to be genuine
 */
record Judgement(RejectedRow row, ReplayOutcome outcome, List<InboxEvent> events, boolean release) {

    static Judgement same(RejectedRow row, ReplayOutcome outcome) {
        return new Judgement(row, outcome, List.of(), false);
    }

    static Judgement genuine(RejectedRow row, List<InboxEvent> events) {
        List<String> ids = events.stream().map(InboxEvent::eventId).toList();
        return new Judgement(row, ReplayOutcome.accepted(ids), events, true);
    }
}
