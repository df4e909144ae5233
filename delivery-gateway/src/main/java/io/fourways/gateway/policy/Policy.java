package io.fourways.gateway.policy;

import io.fourways.gateway.way.Way;
import java.util.Set;

/**
 * What counts for a channel: found once for each event, and kept with it. Durations are in milliseconds.
 *
 * @param retention     for how long an event is given to whoever catches up; {@link Long#MAX_VALUE} for ever
 * @param linger        how long an event may wait to be sent with others; 0 for not at all
 * @param conflation    by what an event makes those before it obsolete; never {@link Conflation#NONE} where anything is
 *                      thinned or conflated
 * @param interval      how long a stream is given nothing more after such an event; 0 for no time
 * @param lagging       what becomes of a reader that lags
 * @param ways          in which ways the channel may be read
 * @param clientPublish whether clients may publish to it
 */
public record Policy(
        long retention,
        int linger,
        Conflation conflation,
        int interval,
        Lagging lagging,
        Set<Way> ways,
        boolean clientPublish) {

    /** That of a channel that nothing was said of. */
    public static final Policy NONE =
            new Policy(Long.MAX_VALUE, 0, Conflation.NONE, 0, Lagging.CATCH_UP, Set.of(Way.values()), true);

    private static final int SECOND = 1000;

    public Policy {
        ways = Set.copyOf(ways);
    }

    /** Fails with what is wrong with the options, if anything is. */
    static Policy of(String pattern, ChannelOptions options) {
        OptionChecks.check(pattern, options);
        boolean thins = options.maxRate() != null;
        Lagging otherwise = thins || options.conflate() != Conflation.NONE ? Lagging.CONFLATE : Lagging.CATCH_UP;
        return new Policy(
                options.retention() == null
                        ? Long.MAX_VALUE
                        : options.retention().toMillis(),
                Math.toIntExact(options.linger().toMillis()),
                thins && options.conflate() == Conflation.NONE ? Conflation.CHANNEL : options.conflate(),
                options.maxRate() == null ? 0 : (SECOND + options.maxRate() - 1) / options.maxRate(),
                options.lagging() == null ? otherwise : options.lagging(),
                options.ways(),
                options.clientPublish());
    }

    /** Whether events wait to be sent with others. */
    public boolean lingers() {
        return linger > 0;
    }

    /** Whether a stream is given them only so often. */
    public boolean isThinned() {
        return interval > 0;
    }

    /** Whether a reader that lags is given the newest only; what is thinned for all is so for them. */
    public boolean conflatesLaggards() {
        return lagging == Lagging.CONFLATE || isThinned();
    }

    /** Whether a stream that does not take an event is ended. */
    public boolean disconnectsLaggards() {
        return lagging == Lagging.DISCONNECT;
    }

    /** Whether events are given only for so long to who catches up. */
    public boolean forgets() {
        return retention < Long.MAX_VALUE;
    }

    /** Whether an event of this age is given to nobody any more who catches up. */
    public boolean hasOutlived(long ageMillis) {
        return ageMillis > retention;
    }
}
