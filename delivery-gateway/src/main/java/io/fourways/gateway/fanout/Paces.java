package io.fourways.gateway.fanout;

import io.fourways.gateway.policy.Policy;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How often the streams of one event loop are given events of channels with a maximum rate: whoever has had one is put off until so
 * much later, when there is another. On that loop only.
 */
final class Paces {

    private final EventLoop eventLoop;
    private final Consumer<Subscription> readOn;

    /** @param readOn lets a subscription that was put off catch up */
    Paces(EventLoop eventLoop, Consumer<Subscription> readOn) {
        this.eventLoop = eventLoop;
        this.readOn = readOn;
    }

    /** Whether it is too soon for the subscription to be given an event of such a channel. */
    static boolean isTooSoon(Subscription subscription, Policy policy) {
        return policy.isThinned() && subscription.isPaced();
    }

    /** The subscription was given an event, which may keep it from having another for a while. */
    void gave(Subscription subscription, Policy policy) {
        if (policy.isThinned()
                && !subscription.isPaced()
                && !subscription.reader().way().isPoll()) {
            subscription.pace();
            var unused = eventLoop.schedule(() -> isDue(subscription), policy.interval(), TimeUnit.MILLISECONDS);
        }
    }

    private void isDue(Subscription subscription) {
        boolean rested = subscription.isResting();
        subscription.wake();
        if (rested) {
            readOn.accept(subscription);
        }
    }
}
