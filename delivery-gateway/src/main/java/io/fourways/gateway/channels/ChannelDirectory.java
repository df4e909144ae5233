package io.fourways.gateway.channels;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.position.Selection;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What this gateway has seen of each channel: those in its window, and those written to since it started. The channels
 * that were quiet longest are forgotten first when there are too many.
 *
 * <p>What counts is when an event came, not the time that its publisher says it has.
 */
public final class ChannelDirectory implements LogTail.Listener {

    private static final Duration SUM_IS_FRESH = Duration.ofSeconds(1);
    private static final long MAX_POLL_AFTER = 60;

    private final Clock clock;
    private final Cache<String, ChannelActivity> channels;
    private volatile boolean whole = true;
    private final AsyncCache<NamePattern, Traffic> sums = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(SUM_IS_FRESH)
            .buildAsync();

    /** @param maxChannels how many are remembered */
    public ChannelDirectory(Clock clock, long maxChannels) {
        this.clock = clock;
        this.channels = Caffeine.newBuilder()
                .maximumSize(maxChannels)
                .evictionListener((channel, activity, cause) -> whole = false)
                .build();
    }

    @Override
    public void appended(LogEntry entry) {
        if (entry.isVisible()) {
            long now = clock.millis();
            long came = entry.isFresh() ? now : Math.min(now, entry.written());
            channels.get(entry.channel(), name -> new ChannelActivity()).record(entry, came);
        }
    }

    @Override
    public void replaced() {
        channels.invalidateAll();
        whole = true;
    }

    /**
     * The traffic on the channels selected, all together; type filters are not considered. A wildcard's is a look at
     * every channel there is, which is had on a thread that serves no connection, at most once a second.
     */
    public Mono<Traffic> traffic(Selection selection) {
        return Flux.fromIterable(selection.channels()).concatMap(this::traffic).reduce(Traffic.NONE, Traffic::plus);
    }

    private Mono<Traffic> traffic(NamePattern pattern) {
        if (pattern.isLiteral()) {
            ChannelActivity activity = channels.getIfPresent(pattern.toString());
            return Mono.just(activity == null ? Traffic.NONE : activity.traffic(clock.millis()));
        }
        return Mono.fromFuture(() -> sums.get(pattern, this::sum), true);
    }

    private Traffic sum(NamePattern pattern) {
        long now = clock.millis();
        return channels.asMap().entrySet().stream()
                .filter(entry -> pattern.matches(entry.getKey()))
                .map(entry -> entry.getValue().traffic(now))
                .reduce(Traffic.NONE, Traffic::plus);
    }

    /** Whether no channel had to be forgotten. */
    boolean isWhole() {
        return whole;
    }

    /** The traffic on every channel known that has an event at this offset or behind it, by name. */
    Map<String, Traffic> trafficSince(long offset) {
        long now = clock.millis();
        Map<String, Traffic> all = new HashMap<>();
        channels.asMap().forEach((name, activity) -> {
            if (activity.reaches(offset)) {
                all.put(name, activity.traffic(now));
            }
        });
        return all;
    }

    /** How long a short poll of these channels had best wait: about as long as it takes until something happens. */
    public Mono<Duration> pollAfter(Selection selection) {
        return traffic(selection).map(ChannelDirectory::pollAfter);
    }

    /** How long that is with this traffic. */
    public static Duration pollAfter(Traffic traffic) {
        double perSecond = traffic.perSecond();
        long interval = perSecond > 0 ? Math.round(1 / perSecond) : MAX_POLL_AFTER;
        return Duration.ofSeconds(Math.max(1, Math.min(MAX_POLL_AFTER, interval)));
    }
}
