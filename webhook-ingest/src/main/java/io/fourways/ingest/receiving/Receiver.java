package io.fourways.ingest.receiving;

import io.fourways.ingest.inbox.Acceptance;
import io.fourways.ingest.inbox.Inbox;
import io.fourways.ingest.inbox.InboxEvent;
import io.fourways.ingest.provider.Answer;
import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.Verification;
import io.fourways.ingest.rejected.RejectedWebhook;
import io.fourways.ingest.rejected.Rejections;
import io.fourways.ingest.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The order in which a webhook is dealt with: verified first; then a handshake is answered; then it counts against its
 * source's limit; then it is read, stored, and answered. Only a genuine one is read, counted or stored as an event, so
 * that whoever forges one changes nothing for the others.
 */
final class Receiver {

    private final Inbox inbox;
    private final Rejections rejections;
    private final RequestLimits limits;
    private final Refusals refusals;
    private final Workplaces workplaces;

    Receiver(Inbox inbox, Rejections rejections, RequestLimits limits, Refusals refusals, Workplaces workplaces) {
        this.inbox = inbox;
        this.rejections = rejections;
        this.limits = limits;
        this.refusals = refusals;
        this.workplaces = workplaces;
    }

    Mono<Reception> receive(Source source, IncomingWebhook webhook, @Nullable String traceparent) {
        return workplaces
                .run(source, webhook, Mono.defer(() -> verify(source, webhook, traceparent)))
                .onErrorResume(RejectedExecutionException.class, full -> Mono.just(refusals.busy()));
    }

    private Mono<Reception> verify(Source source, IncomingWebhook webhook, @Nullable String traceparent) {
        Verification verification = source.provider().verify(webhook, source.settings());
        if (verification.isGenuine()) {
            return take(source, webhook, traceparent);
        }
        Reception refused = refusals.unverified(verification);
        if (refused instanceof Reception.Refused why) {
            rejections.keep(rejected(source, webhook, traceparent, why));
        }
        return Mono.just(refused);
    }

    private static RejectedWebhook rejected(
            Source source, IncomingWebhook received, @Nullable String traceparent, Reception.Refused why) {
        IncomingWebhook webhook = source.provider().withCredentialsInHeaders(received);
        return new RejectedWebhook(
                source.name(),
                webhook.receivedAt(),
                why.verdict(),
                why.cause(),
                webhook.url().toString(),
                traceparent,
                webhook.headers(),
                source.provider().credentialHeaders(source.settings()),
                webhook.body(),
                webhook.body().length);
    }

    private Mono<Reception> take(Source source, IncomingWebhook webhook, @Nullable String traceparent) {
        Provider provider = source.provider();
        Optional<Answer> handshake = provider.handshake(webhook, source.settings());
        if (handshake.isPresent()) {
            return Mono.just(new Reception.Answered("handshake", handshake.get()));
        }
        if (!limits.allow(source)) {
            return Mono.just(refusals.limited());
        }
        List<InboxEvent> events = KeptEvents.of(source, webhook, traceparent);
        if (events.isEmpty()) {
            return Mono.just(new Reception.Answered("empty", provider.accepted()));
        }
        return inbox.accept(events).map(acceptance -> reception(provider, acceptance));
    }

    private Reception reception(Provider provider, Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Unavailable unavailable) {
            return refusals.unavailable(unavailable);
        }
        boolean duplicate = acceptance instanceof Acceptance.Duplicate;
        return new Reception.Answered(duplicate ? "duplicate" : "accepted", provider.accepted());
    }
}
