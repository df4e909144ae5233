package io.fourways.dispatch.outbox;

import io.fourways.contract.Event;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Where events wait that are to be brought onto the log, as sure as what they tell of has happened. */
public interface Outbox {

    /** Writes within the client's transaction; the event is on the log some time after it has been committed. */
    Mono<Void> write(DatabaseClient client, List<Event> events);

    /**
     * Says that something was written, to be called after the commit: it is published at once then. Never blocks; safe for
     * any thread.
     */
    void raise();
}
