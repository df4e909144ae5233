package io.fourways.gateway.channels;

import io.fourways.gateway.way.Way;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.access.Forbidden;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lists the channels that have events on the log, for those who administer the gateway. */
public final class ChannelsHandler {

    private final Authenticator authenticator;
    private final List<LogChannels> logs;

    /** @param logs of this gateway */
    public ChannelsHandler(Authenticator authenticator, List<LogChannels> logs) {
        this.authenticator = authenticator;
        this.logs = List.copyOf(logs);
    }

    /**
     * The answer.
     *
     * @param channels by name
     * @param complete whether these are all; not so while the log is being looked through, or when it has more channels
     *                 than are remembered
     */
    record Channels(List<Listed> channels, boolean complete) {

        private Channels plus(Channels others) {
            return new Channels(
                    Stream.concat(channels.stream(), others.channels.stream()).toList(), complete && others.complete);
        }

        private Channels sorted() {
            return new Channels(
                    channels.stream()
                            .sorted(Comparator.comparing(Listed::channel))
                            .toList(),
                    complete);
        }
    }

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
                .flatMap(caller -> Flux.fromIterable(logs)
                        .flatMap(ChannelsHandler::listed)
                        .reduce(Channels::plus)
                        .map(Channels::sorted))
                .flatMap(channels -> ServerResponse.ok().bodyValue(channels));
    }

    /** All there are, which may be very many: they are listed, and written as JSON, on no event loop. */
    private static Mono<Channels> listed(LogChannels log) {
        return log.backfill()
                .extent()
                .publishOn(Schedulers.boundedElastic())
                .map(extent -> new Channels(
                        list(log, extent.earliest()),
                        extent.whole() && log.directory().isWhole()));
    }

    private static List<Listed> list(LogChannels log, long earliest) {
        Map<String, Traffic> known = log.trafficSince(earliest);
        Map<String, Map<Way, Integer>> readers = log.fanout().countReaders(known.keySet());
        return known.entrySet().stream()
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
