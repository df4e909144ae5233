package io.fourways.gateway.channels;

import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.Way;
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

/** Lists the channels this gateway knows, for those who administer it. */
public final class ChannelsHandler {

    private final Authenticator authenticator;
    private final ChannelDirectory directory;
    private final Fanout fanout;

    public ChannelsHandler(Authenticator authenticator, ChannelDirectory directory, Fanout fanout) {
        this.authenticator = authenticator;
        this.directory = directory;
        this.fanout = fanout;
    }

    /**
     * One channel.
     *
     * @param channel         its name
     * @param events          events seen by this gateway
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
                .flatMap(caller -> listed())
                .flatMap(channels -> ServerResponse.ok().bodyValue(Map.of("channels", channels)));
    }

    /** All there are, which may be very many: they are listed, and written as JSON, on no event loop. */
    private Mono<List<Listed>> listed() {
        return Mono.fromSupplier(this::list).subscribeOn(Schedulers.boundedElastic());
    }

    private List<Listed> list() {
        Map<String, Traffic> known = directory.traffic();
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
