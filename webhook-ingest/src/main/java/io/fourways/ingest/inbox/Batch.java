package io.fourways.ingest.inbox;

import io.fourways.service.database.DatabaseUnavailable;
import io.r2dbc.spi.R2dbcException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Webhooks that are stored in one transaction, and learn together what came of it. */
final class Batch {

    private static final Logger log = LoggerFactory.getLogger(Batch.class);
    private static final String DATA_EXCEPTION = "22";

    private final List<Waiting> webhooks;

    Batch(List<Waiting> webhooks) {
        this.webhooks = webhooks;
    }

    List<Waiting> webhooks() {
        return webhooks;
    }

    int size() {
        return webhooks.size();
    }

    /** Completes when every webhook has its answer; never fails. */
    Mono<Void> storeBy(Insertion insertion) {
        return Mono.defer(() -> insertion.insert(events()))
                .doOnNext(this::answer)
                .then()
                .onErrorResume(failure -> size() > 1 && mayBeOneEventsFault(failure)
                        ? oneByOne(insertion)
                        : Mono.fromRunnable(() -> fail(failure)));
    }

    /** The first of each identity: another webhook of the batch that brings it again is its duplicate. */
    private List<InboxEvent> events() {
        Map<Identity, InboxEvent> first = new LinkedHashMap<>();
        for (Waiting webhook : webhooks) {
            webhook.events().forEach(event -> first.putIfAbsent(event.identity(), event));
        }
        return List.copyOf(first.values());
    }

    private void answer(Set<Identity> stored) {
        Set<Identity> fresh = new HashSet<>(stored);
        for (Waiting webhook : webhooks) {
            boolean accepted = false;
            for (InboxEvent event : webhook.events()) {
                accepted |= fresh.remove(event.identity());
            }
            webhook.answer(accepted ? new Acceptance.Accepted() : new Acceptance.Duplicate());
        }
    }

    /**
     * A value that the database cannot hold must not keep the others out again and again, nor must one that another
     * transaction stores and does not end. Those nobody waits for any more, because it took so long, are left out.
     */
    private Mono<Void> oneByOne(Insertion insertion) {
        log.warn("{} webhooks are stored one by one: one of them cannot be, or not now", size());
        return Flux.fromIterable(webhooks)
                .filter(webhook -> !webhook.isAbandoned())
                .concatMap(webhook -> new Batch(List.of(webhook)).storeBy(insertion))
                .then();
    }

    private static boolean mayBeOneEventsFault(Throwable failure) {
        if (failure instanceof DatabaseUnavailable unavailable) {
            return unavailable.isForALock();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused) {
                String state = refused.getSqlState();
                return state != null && state.startsWith(DATA_EXCEPTION);
            }
        }
        return false;
    }

    private void fail(Throwable failure) {
        if (failure instanceof DatabaseUnavailable) {
            log.debug("{} webhooks were not stored", size(), failure);
        } else {
            log.error("{} webhooks were not stored", size(), failure);
        }
        Acceptance unavailable = new Acceptance.Unavailable(Acceptance.Cause.DATABASE);
        webhooks.forEach(webhook -> webhook.answer(unavailable));
    }
}
