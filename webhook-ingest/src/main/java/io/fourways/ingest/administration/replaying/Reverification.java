package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Verdict;
import io.fourways.ingest.inbox.InboxEvent;
import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.provider.Verification;
import io.fourways.ingest.receiving.KeptEvents;
import io.fourways.ingest.rejected.KeptHeaders;
import io.fourways.ingest.source.Source;
import io.fourways.ingest.source.SourceUnusable;
import io.fourways.ingest.source.Sources;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Verifies webhooks that were rejected with the secrets of today, and their own time. */
final class Reverification {

    private final Sources sources;
    private final KeptHeaders headers;
    private final Scheduler verifying;

    /** @param verifying where it keeps no connection waiting, neither the database's nor a client's */
    Reverification(Sources sources, KeptHeaders headers, Scheduler verifying) {
        this.sources = sources;
        this.headers = headers;
        this.verifying = verifying;
    }

    /** Fails while it is not known which sources there are; one that cannot be used is its own webhooks' matter. */
    Mono<Judgement> judge(RejectedRow row, Instant now) {
        List<String> released = row.released();
        if (released != null) {
            return Mono.just(Judgement.same(row, ReplayOutcome.accepted(released)));
        }
        if (row.isCut()) {
            return Mono.just(still(row, "body-not-kept"));
        }
        return sources.find(row.source())
                .publishOn(verifying)
                .map(source -> judge(row, source, now))
                .onErrorReturn(SourceUnusable.class, still(row, SourceUnusable.TYPE))
                .defaultIfEmpty(still(row, "unknown-source"));
    }

    private static Judgement still(RejectedRow row, String cause) {
        return Judgement.same(row, ReplayOutcome.rejected(row.verdict(), cause));
    }

    private Judgement judge(RejectedRow row, Source source, Instant now) {
        IncomingWebhook webhook = row.webhook(source, headers.read(row.source(), row.headers()));
        Verification verification = source.provider().verify(webhook, source.settings());
        if (!verification.isGenuine() && KeptHeaders.lack(webhook.headers())) {
            return still(row, "credentials-not-kept");
        }
        if (verification instanceof Verification.Forged forged) {
            return Judgement.same(row, ReplayOutcome.rejected(Verdict.FORGED, forged.cause()));
        }
        if (verification instanceof Verification.Stale stale) {
            return Judgement.same(row, ReplayOutcome.rejected(Verdict.STALE, stale.cause()));
        }
        if (verification instanceof Verification.Malformed malformed) {
            return Judgement.same(row, ReplayOutcome.rejected(Verdict.MALFORMED, malformed.cause()));
        }
        return genuine(row, source, webhook, now);
    }

    private static Judgement genuine(RejectedRow row, Source source, IncomingWebhook webhook, Instant now) {
        boolean handshake =
                source.provider().handshake(webhook, source.settings()).isPresent();
        List<InboxEvent> events = handshake
                ? List.of()
                : KeptEvents.of(source, webhook, row.traceparent()).stream()
                        .map(event -> event.receivedAt(row.receivedAt(now)))
                        .toList();
        return Judgement.genuine(row, events);
    }
}
