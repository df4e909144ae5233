package io.fourways.ingest.administration.replays;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fourways.ingest.administration.Members;
import io.fourways.ingest.administration.selection.WebhookFilter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Which webhooks a replay is of, and how fast it goes.
 *
 * @param filter    which; never those of the future
 * @param perSecond how many each second at most
 */
record ReplayRequest(@JsonUnwrapped WebhookFilter filter, int perSecond) {

    static final String DRY_RUN = "dryRun";
    static final Set<String> MEMBERS = members();

    private static final int MAX_PER_SECOND = 1000;
    private static final int USUALLY_PER_SECOND = 50;

    private static Set<String> members() {
        Set<String> members = new HashSet<>(WebhookFilter.MEMBERS);
        members.add("perSecond");
        members.add(DRY_RUN);
        return Set.copyOf(members);
    }

    static ReplayRequest of(Members members, Instant now) {
        Integer perSecond = members.integer("perSecond", 1, MAX_PER_SECOND);
        WebhookFilter filter = WebhookFilter.of(members).notAfter(now);
        return new ReplayRequest(filter, perSecond == null ? USUALLY_PER_SECOND : perSecond);
    }
}
