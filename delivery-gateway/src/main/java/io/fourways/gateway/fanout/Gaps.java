package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Gap.Reason;
import io.fourways.gateway.tally.FanoutMetrics;
import org.jspecify.annotations.Nullable;

/** Tells the readers of one event loop what they cannot have. On that loop only. */
final class Gaps {

    private final Frontier frontier;
    private final FanoutMetrics metrics;

    /**
     * @param frontier what is the newest place
     * @param metrics  where gaps are counted
     */
    Gaps(Frontier frontier, FanoutMetrics metrics) {
        this.frontier = frontier;
        this.metrics = metrics;
    }

    void tell(Subscription subscription, Gap gap) {
        Reader reader = subscription.reader();
        subscription.markTold();
        if (!reader.way().isPoll()) { // a poll may yet look elsewhere, and counts what it is answered
            metrics.outgoing(reader.way()).gap(gap.reason());
        }
        reader.sink().gap(gap);
    }

    /**
     * What its channels' policies have withheld from who goes on from a place is told before it goes on, once. To say it may make
     * room on its connection, which is no reason to read on inside that.
     */
    void tellMissed(Subscription subscription, Cursor earliest) {
        Gap gap = missed(subscription, earliest, frontier.place());
        if (gap != null) {
            subscription.telling(true);
            tell(subscription, gap);
            subscription.telling(false);
        }
    }

    /** What a subscription has missed by its channels' policies and is yet to be told; null if there is nothing. */
    static @Nullable Gap missed(Subscription subscription, Cursor earliest, Cursor latest) {
        Cursor behind = subscription.missed();
        Reason reason = subscription.hasFallen() ? Reason.OVERRUN : Reason.EXPIRED;
        return behind == null ? null : new Gap(behind.toString(), earliest, latest, reason);
    }
}
