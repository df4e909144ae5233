package io.fourways.gateway.channels;

import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.access.Forbidden;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lists the channels that have events on the log, for those who administer the gateway. */
public final class ChannelsHandler {

    private final Authenticator authenticator;
    private final ChannelDirectory directory;
    private final ChannelBackfill backfill;
    private final Fanout fanout;

    public ChannelsHandler(
            Authenticator authenticator, ChannelDirectory directory, ChannelBackfill backfill, Fanout fanout) {
        this.authenticator = authenticator;
        this.directory = directory;
        this.backfill = backfill;
        this.fanout = fanout;
    }

    /**
     * The answer.
     *
     * @param channels by name
     * @param complete whether these are all; not so while the log is being looked through, or when it has more channels
     *                 than are remembered
     */
    record Channels(List<Listed> channels, boolean complete) {}

    /**
     * One channel.
     *
     * @param channel         its name
     * @param events          events counted by this gateway, on the log that it found and since
     * @param eventsPerSecond a moving average over a minute
     * @param bytesPerEvent   their mean length as JSON
     * @param lastEventAt     when the newest came
     * @param subscribers     how many are reading it now, by way
     */
    record Listed(
            String channel,
            long events,
            double eventsPerSecond,
            double bytesPerEvent,
            Instant lastEventAt,
            Map<String, Integer> subscribers) {}

    /** {@code GET /v1/channels}. */
    public Mono<ServerResponse> list(ServerRequest request) {
        return authenticator
                .authenticate(BearerTokens.of(request.exchange().getRequest()))
                .doOnNext(Forbidden::unlessAdmin)
                .flatMap(caller -> backfill.extent())
                .flatMap(this::listed)
                .flatMap(channels -> ServerResponse.ok().bodyValue(channels));
    }

    /** All there are, which may be very many: they are listed, and written as JSON, on no event loop. */
    private Mono<Channels> listed(ChannelBackfill.Extent extent) {
        return Mono.fromSupplier(() -> new Channels(list(extent.earliest()), extent.whole() && directory.isWhole()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private List<Listed> list(long earliest) {
        Map<String, Traffic> known = directory.trafficSince(earliest);
        backfill.trafficSince(earliest).forEach((name, before) -> known.merge(name, before, Traffic::plus));
        Map<String, Map<Way, Integer>> readers = fanout.countReaders(known.keySet());
        return known.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> listed(entry.getKey(), entry.getValue(), readers.getOrDefault(entry.getKey(), Map.of())))
                .toList();
    }

    private static Listed listed(String channel, Traffic traffic, Map<Way, Integer> readers) {
        Map<String, Integer> subscribers = new LinkedHashMap<>();
        for (Way way : Way.values()) {
            subscribers.put(way.label(), readers.getOrDefault(way, 0));
        }
        return new Listed(
                channel,
                traffic.events(),
                traffic.perSecond(),
                traffic.meanBytes(),
                Instant.ofEpochMilli(traffic.lastMillis()),
                subscribers);
    }
}
