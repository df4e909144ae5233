package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import java.util.List;

/** Gives subscriptions that are behind the events they catch up with, as channels' policies have it. On their event loop only. */
final class Replaying {

    private final Frontier frontier;
    private final Gaps gaps;
    private final Paces paces;

    /**
     * @param frontier where who is live has come to
     * @param gaps     tells what policies have withheld
     * @param paces    keeps who was given something from having more too soon
     */
    Replaying(Frontier frontier, Gaps gaps, Paces paces) {
        this.frontier = frontier;
        this.gaps = gaps;
        this.paces = paces;
    }

    /** Whether the subscription was given the entry, and not merely brought past it. */
    boolean give(Subscription subscription, LogEntry entry) {
        Cursor before = subscription.place();
        subscription.pass(entry.cursor());
        if (!subscription.selection().wants(entry) || hadByAnother(subscription, entry)) {
            return false;
        }
        if (Omissions.isOutlived(subscription, entry)) {
            subscription.misses(before);
            return false;
        }
        if (Omissions.spares(subscription, entry)) {
            return false;
        }
        gaps.tellMissed(subscription, entry.cursor().asBefore());
        if (subscription.isClosed()) {
            return false;
        }
        Reader reader = subscription.reader();
        if (Omissions.disconnects(subscription, entry)) {
            reader.disconnect();
            return false;
        }
        reader.tally().gavePast(entry, reader.sink().write(entry));
        reader.markUnflushed();
        paces.gave(subscription, entry.policy());
        return true;
    }

    /** Whether the event has come to the connection by a subscription beside this one. */
    private boolean hadByAnother(Subscription subscription, LogEntry entry) {
        List<Subscription> all = subscription.reader().subscriptions();
        for (int i = 0; all.size() > 1 && i < all.size(); i++) {
            Subscription other = all.get(i);
            long handled = other.isLive() ? frontier.place().lastOffset() : other.handled();
            if (other != subscription
                    && other.generation() == subscription.generation()
                    && other.startedBefore(entry.offset())
                    && entry.offset() <= handled
                    && other.selection().wants(entry)) {
                return true;
            }
        }
        return false;
    }
}
