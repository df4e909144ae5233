package io.fourways.gateway.publishing;

import io.fourways.contract.Event;
import io.fourways.gateway.access.ChannelAccess;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Forbidden;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.PublishRate;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Publishes what clients send: where they may, and no faster than they may. */
public final class ClientPublishing {

    private final EventPublisher publisher;
    private final PublishRate rate;
    private final ChannelAccess channels;

    /**
     * @param rate     how fast each may publish
     * @param channels where clients may publish at all
     */
    public ClientPublishing(EventPublisher publisher, PublishRate rate, ChannelAccess channels) {
        this.publisher = publisher;
        this.rate = rate;
        this.channels = channels;
    }

    /**
     * Publishes one event; completes after the broker's confirm. Fails with a problem, 403, 429 or 503.
     *
     * @param connection names the connection, by which a caller counts who is nobody in particular
     */
    public Mono<Void> publish(Caller caller, String connection, Event event) {
        return Mono.defer(() -> {
            Forbidden.unlessMayPublish(caller, event.channel());
            channels.requireClientPublish(event.channel());
            Duration wait =
                    rate.acquire(caller.equals(Caller.ANYONE) ? "connection " + connection : caller.subject(), 1);
            return wait.isZero() ? publisher.publish(event) : Mono.error(PublishRate.exceeded(wait));
        });
    }
}
