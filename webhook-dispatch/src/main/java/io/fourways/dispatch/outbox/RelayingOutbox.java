package io.fourways.dispatch.outbox;

import io.fourways.contract.Event;
import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.database.Database;
import io.fourways.service.relay.Pause;
import io.fourways.service.relay.RelayLoop;
import java.time.Clock;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The outbox, and the thread that empties it. */
final class RelayingOutbox implements Outbox, Loop {

    private final Clock clock;
    private final RelayLoop loop;

    RelayingOutbox(Database database, Relay relay, Pause pause, Clock clock) {
        this.clock = clock;
        this.loop = new RelayLoop("fourways-outbox", "the outbox", database, relay::relay, pause);
    }

    @Override
    public Mono<Void> write(DatabaseClient client, List<Event> events) {
        return events.isEmpty() ? Mono.empty() : OutboxTable.write(client, clock.instant(), events);
    }

    @Override
    public LoopThread thread() {
        return loop.thread();
    }

    @Override
    public void raise() {
        thread().raise();
    }
}
