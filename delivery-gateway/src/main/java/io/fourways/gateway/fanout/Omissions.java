package io.fourways.gateway.fanout;

import io.fourways.gateway.log.LogEntry;

/** Which of the events that a subscription catches up with it is spared, as their channels' policies say. */
final class Omissions {

    private Omissions() {}

    /** Whether it is going to come to one that makes this one obsolete; counted. */
    static boolean spares(Subscription subscription, LogEntry entry) {
        boolean spared = subscription.past().spares(entry.policy()) && comesToSuccessor(subscription, entry);
        if (spared && subscription.isPutOff()) {
            subscription.reader().metrics().thinned();
        } else if (spared) {
            subscription.reader().metrics().conflated();
        }
        return spared;
    }

    /** Whether it is older than events of its channel are given to who catches up. */
    static boolean isOutlived(Subscription subscription, LogEntry entry) {
        return entry.policy().forgets() && !subscription.isPutOff() && entry.isOutlived(System.currentTimeMillis());
    }

    /** It passes over successors of types that it does not select; whichever it selects next makes this one obsolete. */
    private static boolean comesToSuccessor(Subscription subscription, LogEntry entry) {
        LogEntry next = entry.successor();
        while (next != null && !subscription.selection().wantsType(next.type())) {
            next = next.successor();
        }
        return next != null;
    }

    /** Whether it was too slow for a channel whose readers must not be. */
    static boolean disconnects(Subscription subscription, LogEntry entry) {
        return subscription.wasTooSlow()
                && entry.policy().disconnectsLaggards()
                && !subscription.reader().way().isPoll();
    }
}
