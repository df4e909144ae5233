package io.fourways.ingest.administration.webhooks;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.Stretch;
import io.fourways.ingest.administration.selection.WebhookId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some webhooks, the newest first.
 *
 * @param webhooks not as many as were asked for, perhaps none, when it would take long to find more
 * @param next     where the next page begins; null on the last
 */
record WebhookPage(List<WebhookSummary> webhooks, @Nullable String next) {

    /** Of up to one more than fits. */
    static WebhookPage of(List<WebhookSummary> found, int limit, Stretch stretch) {
        if (found.size() > limit) {
            List<WebhookSummary> page = found.subList(0, limit);
            return new WebhookPage(page, page.get(limit - 1).id());
        }
        boolean accepted = stretch.selection().isOfAccepted();
        Position last = stretch.last();
        return new WebhookPage(found, last == null ? null : new WebhookId(accepted, last).toString());
    }
}
