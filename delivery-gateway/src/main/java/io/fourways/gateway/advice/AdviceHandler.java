package io.fourways.gateway.advice;

import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.channels.Traffic;
import io.fourways.gateway.position.Selection;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Forbidden;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Says what each way would cost a client of a channel now, and which to use. */
public final class AdviceHandler {

    private final Authenticator authenticator;
    private final Function<List<NamePattern>, ChannelDirectory> channels;
    private final Duration heartbeat;

    /** @param channels know what goes over these patterns' channels; fails with a problem when nobody here does */
    public AdviceHandler(
            Authenticator authenticator, Function<List<NamePattern>, ChannelDirectory> channels, Duration heartbeat) {
        this.authenticator = authenticator;
        this.channels = channels;
        this.heartbeat = heartbeat;
    }

    /**
     * An advice.
     *
     * @param channel  the channel or pattern it is for
     * @param measured what goes over it
     * @param assumed  what the formulas take for granted
     * @param ways     what each way costs one client
     * @param use      the way to use
     * @param because  why
     */
    record Advice(
            String channel,
            Measured measured,
            Assumptions assumed,
            Map<String, WayCost> ways,
            String use,
            String because) {}

    /**
     * What goes over a channel.
     *
     * @param events          events seen by this gateway
     * @param eventsPerSecond a moving average over a minute
     * @param bytesPerEvent   their mean length as JSON
     */
    record Measured(long events, double eventsPerSecond, double bytesPerEvent) {}

    /** {@code GET /v1/advice}. */
    public Mono<ServerResponse> advise(ServerRequest request) {
        return authenticator
                .authenticate(BearerTokens.of(request.exchange().getRequest()))
                .flatMap(caller -> advice(caller, pattern(request)))
                .flatMap(advice -> ServerResponse.ok().bodyValue(advice));
    }

    private static NamePattern pattern(ServerRequest request) {
        String text = request.queryParam("channel")
                .orElseThrow(() -> ProblemException.invalid("channel", "channel is missing"));
        try {
            return NamePattern.ofChannels(text);
        } catch (InvalidEventException malformed) {
            throw ProblemException.invalid("channel", malformed.getMessage());
        }
    }

    private Mono<Advice> advice(Caller caller, NamePattern channel) {
        Forbidden.unlessMaySubscribe(caller, List.of(channel));
        List<NamePattern> patterns = List.of(channel);
        return channels.apply(patterns)
                .traffic(new Selection(patterns, List.of()))
                .map(traffic -> advice(channel, traffic));
    }

    private Advice advice(NamePattern channel, Traffic traffic) {
        double interval = ChannelDirectory.pollAfter(traffic).toMillis() / 1000.0;
        Assumptions given = Assumptions.of(interval, heartbeat.toMillis() / 1000.0);
        Choice choice = Choice.of(traffic.perSecond(), given);
        return new Advice(
                channel.toString(),
                new Measured(traffic.events(), traffic.perSecond(), traffic.meanBytes()),
                given,
                new CostModel(traffic, given).costs(),
                choice.way().label(),
                choice.because());
    }
}
