package io.fourways.gateway.session;

import io.fourways.contract.Event;
import io.fourways.contract.EventJson;
import io.fourways.contract.InvalidEventException;
import io.fourways.gateway.frames.CloseReason;
import io.fourways.gateway.frames.WebSocketConnection;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.publishing.ClientPublishing;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.tally.Ending;
import io.fourways.service.access.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * {@code cloudevents.json}: every text frame is one event, in both directions. There is no way to say anything else, so
 * whatever cannot be passed over closes the connection: a gap with 1008 and the cursor to go on from, an event that is
 * none with 1007, one that may not be published with 4403.
 */
public final class CloudEventsSession extends Session {

    private final ClientPublishing publishing;
    private final Caller caller;

    public CloudEventsSession(
            WebSocketConnection connection, ServedLog log, ClientPublishing publishing, Caller caller) {
        super(connection, log);
        this.publishing = publishing;
        this.caller = caller;
    }

    @Override
    void subscribe(ReadRequest request, Beginning beginning) {
        reader().subscribe(request.selection(), beginning);
    }

    @Override
    public Mono<Void> text(byte[] utf8) {
        try {
            Event event = EventJson.decode(utf8);
            return publishing.publish(caller, connection().name(), event);
        } catch (InvalidEventException invalid) {
            connection().close(new CloseReason(1007, String.valueOf(invalid.getMessage())));
            return Mono.empty();
        }
    }

    @Override
    public Mono<Void> binary() {
        connection().close(CloseReason.NO_BINARY);
        return Mono.empty();
    }

    @Override
    public void gap(Gap gap) {
        String text = "gap: " + gap.reason().label() + "; the earliest place is " + gap.earliest();
        reader().close(Ending.GAP);
        connection().close(new CloseReason(1008, text));
    }

    @Override
    public int idle(@Nullable Cursor place) {
        return connection().ping();
    }

    @Override
    public void drain(Duration reconnectAfter) {
        connection().close(CloseReason.DRAINED);
    }
}
