package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.WebhookBatch;
import io.fourways.ingest.administration.selection.WebhookId;
import io.fourways.ingest.relay.InboxSignal;
import io.fourways.service.database.Database;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Replaying webhooks: the accepted are published again, or at last if they were set aside, the rejected verified again. */
public final class Replays {

    private final Database database;
    private final Replaying accepted;
    private final Replaying rejected;
    private final InboxSignal relay;

    Replays(Database database, Replaying accepted, Replaying rejected, InboxSignal relay) {
        this.database = database;
        this.relay = relay;
        this.accepted = accepted;
        this.rejected = rejected;
    }

    /** Replays one; empty when there is none of that id. */
    public Mono<ReplayOutcome> one(WebhookId id) {
        return database.inTransaction(client -> of(id.accepted()).replay(client, List.of(id.position())))
                .doOnSuccess(replayed -> relay.raise())
                .flatMap(replayed ->
                        Mono.justOrEmpty(replayed.outcomes().stream().findFirst()));
    }

    /** Replays some within the client's transaction, as many as go into one. */
    public Mono<Replayed> within(DatabaseClient client, WebhookBatch batch) {
        return batch.positions().isEmpty()
                ? Mono.just(Replayed.all(List.of()))
                : of(batch.accepted()).replay(client, batch.positions());
    }

    private Replaying of(boolean inInbox) {
        return inInbox ? accepted : rejected;
    }
}
