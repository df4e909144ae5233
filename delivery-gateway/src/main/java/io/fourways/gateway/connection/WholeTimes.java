package io.fourways.gateway.connection;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Measures requests with all of their time: one whose response {@linkplain OpenEnds goes on} is measured when that has ended, and is
 * active until then. What is kept of it meanwhile is what it is measured by, and nothing of the request.
 */
final class WholeTimes implements MeterObservationHandler<Observation.Context> {

    /** What Spring says of a response whose client has gone before it ended. */
    private static final KeyValues CUT = KeyValues.of("outcome", "UNKNOWN");

    private final MeterObservationHandler<Observation.Context> meters;

    WholeTimes(MeterObservationHandler<Observation.Context> meters) {
        this.meters = meters;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return meters.supportsContext(context);
    }

    @Override
    public void onStart(Observation.Context context) {
        meters.onStart(context);
    }

    @Override
    public void onError(Observation.Context context) {
        meters.onError(context);
    }

    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {
        meters.onEvent(event, context);
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
        meters.onScopeOpened(context);
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
        meters.onScopeClosed(context);
    }

    @Override
    public void onStop(Observation.Context context) {
        Channel channel = goingOn(context);
        if (channel == null) {
            meters.onStop(context);
        } else {
            Begun begun = Begun.of(context);
            OpenEnds.whenEnded(channel, end -> meters.onStop(begun.ended(end)));
        }
    }

    /** The connection by which the response goes on; null when it does not. */
    private static @Nullable Channel goingOn(Observation.Context context) {
        ServerHttpRequest request =
                context instanceof ServerRequestObservationContext exchange ? exchange.getCarrier() : null;
        Channel channel = request == null ? null : Connections.channel(request);
        return channel != null && OpenEnds.goesOn(channel) ? channel : null;
    }

    private record Begun(String name, KeyValues tags, Timer.Sample time, LongTaskTimer.@Nullable Sample active) {

        static Begun of(Observation.Context context) {
            return new Begun(
                    String.valueOf(context.getName()),
                    context.getLowCardinalityKeyValues(),
                    context.getRequired(Timer.Sample.class),
                    context.get(LongTaskTimer.Sample.class));
        }

        Observation.Context ended(OpenEnds.End end) {
            Observation.Context ended = new Observation.Context();
            ended.setName(name);
            ended.addLowCardinalityKeyValues(end == OpenEnds.End.CUT ? tags.and(CUT) : tags);
            ended.put(Timer.Sample.class, time);
            if (active != null) {
                ended.put(LongTaskTimer.Sample.class, active);
            }
            return ended;
        }
    }
}
