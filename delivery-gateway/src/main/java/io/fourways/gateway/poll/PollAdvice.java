package io.fourways.gateway.poll;

import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.fanout.Selection;

/** When a short poll is worth repeating: about as often as something happens. */
final class PollAdvice {

    private static final long MIN_SECONDS = 1;
    private static final long MAX_SECONDS = 60;

    private final ChannelDirectory channels;

    PollAdvice(ChannelDirectory channels) {
        this.channels = channels;
    }

    /** Seconds to wait before asking again, from the measured rate of what is selected. */
    long pollAfter(Selection selection) {
        double perSecond = channels.traffic(selection).perSecond();
        long interval = perSecond > 0 ? Math.round(1 / perSecond) : MAX_SECONDS;
        return Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, interval));
    }
}
