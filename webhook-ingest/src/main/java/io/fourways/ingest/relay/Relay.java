package io.fourways.ingest.relay;

import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.database.Database;
import io.fourways.service.relay.Pause;
import io.fourways.service.relay.RelayLoop;
import io.fourways.service.relay.Relayed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Relays in rounds, on a thread of its own: in each, every source that something waits of gets one batch, so that one
 * with much to catch up with does not keep the others waiting.
 */
final class Relay implements Loop, InboxSignal {

    private final Database database;
    private final SourceRelay sources;
    private final int concurrency;
    private final RelayLoop loop;

    Relay(Database database, SourceRelay sources, Pause pause, RelayProperties properties) {
        this.database = database;
        this.sources = sources;
        this.concurrency = properties.sources();
        this.loop = new RelayLoop("fourways-relay", "the inbox", database, this::round, pause);
    }

    @Override
    public LoopThread thread() {
        return loop.thread();
    }

    @Override
    public void raise() {
        thread().raise();
    }

    private Mono<Relayed> round() {
        return database.inTransaction(client -> Backlog.sources(client).collectList())
                .flatMapMany(Flux::fromIterable)
                .flatMap(waiting -> sources.relay(waiting.source()), concurrency, 1)
                .reduce(Relayed.NOTHING, Relayed::and)
                .onErrorResume(failure -> Mono.just(Relayed.failed(0, failure)));
    }
}
