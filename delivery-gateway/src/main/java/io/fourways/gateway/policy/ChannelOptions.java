package io.fourways.gateway.policy;

import io.fourways.gateway.way.Way;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the channels that a pattern stands for.
 *
 * @param retention     for how long an event is given to whoever begins or goes on behind it; at least 1 ms, by default for as
 *                      long as the log has it
 * @param linger        how long an event may wait for others before it is sent with them, at most 1 s; by default not at all
 * @param conflate      by what an event makes those before it obsolete, for a reader that lags: {@code none} (the default),
 *                      {@code channel} or {@code subject}
 * @param maxRate       how often a second a stream is given such events at most, the newest of each channel, or subject, at a
 *                      time; from 1 to 1,000, by default as often as they come
 * @param lagging       what becomes of a reader that lags: {@code catch-up} (the default), {@code conflate} (the default
 *                      where {@code conflate} says by what) or {@code disconnect}
 * @param ways          in which ways the channels may be read; by default in all of them
 * @param clientPublish whether clients may publish by WebSocket; by default they may
 */
public record ChannelOptions(
        @Nullable Duration retention,
        @DefaultValue("0") Duration linger,
        @DefaultValue("none") Conflation conflate,
        @Nullable Integer maxRate,
        @Nullable Lagging lagging,

        @DefaultValue({"short-poll", "long-poll", "sse", "websocket"})
        Set<Way> ways,

        @DefaultValue("true") boolean clientPublish) {

    public ChannelOptions {
        ways = Set.copyOf(ways);
    }
}
