package io.fourways.gateway.policy;

import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import java.time.Duration;

/** What options have to be for a gateway to start with them; what is wrong names the pattern and the option. */
final class OptionChecks {

    private static final Duration MAX_LINGER = Duration.ofSeconds(1);
    private static final int MAX_RATE = 1000;

    private OptionChecks() {}

    /** The pattern, if it is one. */
    static NamePattern pattern(String text) {
        try {
            return NamePattern.ofChannels(text);
        } catch (InvalidEventException malformed) {
            throw new UnusablePolicyException(
                    text, "is no pattern over channels: " + malformed.getMessage(), "Mend the pattern.");
        }
    }

    static void check(String pattern, ChannelOptions options) {
        require(
                options.retention() == null || options.retention().toMillis() > 0,
                pattern,
                "retention must be at least 1ms",
                "Leave it out to give events for as long as the log has them.");
        require(
                !options.linger().isNegative() && options.linger().compareTo(MAX_LINGER) <= 0,
                pattern,
                "linger must be from 0 to 1s",
                "Take what readers do not notice, such as 10ms.");
        require(
                options.maxRate() == null || (options.maxRate() >= 1 && options.maxRate() <= MAX_RATE),
                pattern,
                "max-rate must be from 1 to 1000 a second",
                "Leave it out to give events as they come.");
        require(
                !options.ways().isEmpty(),
                pattern,
                "ways must name one at least",
                "There are short-poll, long-poll, sse and websocket.");
        checkLagging(pattern, options);
    }

    private static void checkLagging(String pattern, ChannelOptions options) {
        boolean says = options.conflate() != Conflation.NONE;
        require(
                says || options.maxRate() != null || options.lagging() != Lagging.CONFLATE,
                pattern,
                "lagging is conflate, but conflate does not say by what",
                "Let conflate be channel or subject.");
        require(
                !says
                        || options.maxRate() != null
                        || options.lagging() == null
                        || options.lagging() == Lagging.CONFLATE,
                pattern,
                "conflate counts for a reader that lags, and lagging says that it is not conflated",
                "Leave one of them out, or give a max-rate that conflate is to count for.");
    }

    private static void require(boolean holds, String pattern, String what, String remedy) {
        if (!holds) {
            throw new UnusablePolicyException(pattern, what, remedy);
        }
    }
}
