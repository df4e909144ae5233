package io.fourways.dispatch.operational;

import io.fourways.dispatch.endpoint.EndpointChange;
import io.fourways.dispatch.endpoint.EndpointChange.Kind;
import io.fourways.dispatch.endpoint.EndpointChanges;
import io.fourways.dispatch.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * What follows when somebody disables or enables an endpoint: an event says so, and how the endpoint fared is forgotten.
 * An old failure would disable it again at the first new one.
 */
final class SwitchedByHand implements EndpointChanges {

    private static final String FORGET = "DELETE FROM endpoint_health WHERE endpoint_id = $1";

    private final Outbox outbox;
    private final Clock clock;

    SwitchedByHand(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Mono<Void> within(DatabaseClient transaction, EndpointChange change) {
        return isSwitched(change)
                ? transaction
                        .sql(FORGET)
                        .bind(0, change.endpointId())
                        .then()
                        .then(outbox.write(transaction, List.of(event(change).event())))
                : Mono.empty();
    }

    private static boolean isSwitched(EndpointChange change) {
        return change.kind() == Kind.DISABLED || change.kind() == Kind.ENABLED;
    }

    private OperationalEvent event(EndpointChange change) {
        Instant now = clock.instant();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("appId", change.app().id());
        if (change.app().uid() != null) {
            data.put("appUid", change.app().uid());
        }
        data.put("endpointId", change.endpointId());
        data.put("trigger", "manual");
        String type = change.kind() == Kind.DISABLED ? "endpoint.disabled" : "endpoint.enabled";
        String cause = change.endpointId() + "." + now.toEpochMilli();
        return new OperationalEvent(type, cause, change.app().id(), change.app().uid(), now, data);
    }

    @Override
    public void committed(EndpointChange change) {
        if (isSwitched(change)) {
            outbox.raise();
        }
    }
}
