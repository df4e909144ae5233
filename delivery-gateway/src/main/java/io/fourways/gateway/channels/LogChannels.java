package io.fourways.gateway.channels;

import io.fourways.gateway.fanout.Fanout;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The channels of one log, wherever in it their events are.
 *
 * @param directory those seen since it is followed
 * @param backfill  those before
 * @param fanout    who reads them
 * @param isOwn     whether a channel is kept in this log, and has not merely been once
 */
public record LogChannels(
        ChannelDirectory directory, ChannelBackfill backfill, Fanout fanout, Predicate<String> isOwn) {

    /** The traffic on each that has an event at this offset or behind it, by name. */
    Map<String, Traffic> trafficSince(long offset) {
        Map<String, Traffic> known = new HashMap<>(directory.trafficSince(offset));
        backfill.trafficSince(offset).forEach((name, before) -> known.merge(name, before, Traffic::plus));
        known.keySet().removeIf(isOwn.negate());
        return known;
    }
}
