package io.fourways.dispatch.delivery;

import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.EndpointSettings;
import io.fourways.service.trace.EventSpan;
import io.fourways.service.trace.EventSpans;
import io.micrometer.tracing.Span;
import java.util.Collection;
import java.util.Locale;
import reactor.core.publisher.Mono;

/**
 * Sending with a span for each attempt, in the message's trace; the endpoint is told the attempt's place. The span names the
 * message and the endpoint, and not where that is: a URL may hold a secret in any of its parts.
 */
final class TracedSending implements Sending {

    private static final String NAME = "fourways.dispatch.attempt";

    private final Sending sending;
    private final EventSpans spans;

    private TracedSending(Sending sending, EventSpans spans) {
        this.sending = sending;
        this.spans = spans;
    }

    /** The sending itself where tracing is off. */
    static Sending of(Sending sending, EventSpans spans) {
        return spans.isOn() ? new TracedSending(sending, spans) : sending;
    }

    @Override
    public Mono<Void> prepare(Collection<String> endpointIds) {
        return sending.prepare(endpointIds);
    }

    @Override
    public Mono<Reply> send(Claimed delivery, EndpointSettings endpoint) {
        return Mono.defer(() -> {
            EventSpan span = spans.begin(NAME, Span.Kind.CLIENT, delivery.traceparent());
            return span.isRecorded() ? send(delivery, endpoint, span) : sending.send(delivery, endpoint);
        });
    }

    @Override
    public long longestAnswer() {
        return sending.longestAnswer();
    }

    private Mono<Reply> send(Claimed delivery, EndpointSettings endpoint, EventSpan span) {
        span.tag("fourways.message", delivery.messageId())
                .tag("fourways.endpoint", delivery.endpointId())
                .tag("fourways.attempt", Integer.toString(delivery.attempts() + 1));
        return sending.send(delivery.at(span.traceParent()), endpoint)
                .doOnNext(reply -> tell(span, reply))
                .doOnError(failure -> span.failed(failure.getClass().getSimpleName()))
                .doFinally(signal -> span.end());
    }

    private static void tell(EventSpan span, Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            span.tag("http.response.status_code", Integer.toString(answered.status()));
            if (answered.status() / 100 != 2) {
                span.failed("status");
            }
        } else if (reply instanceof Reply.Unreachable unreachable) {
            span.failed(unreachable.cause().name().toLowerCase(Locale.ROOT));
        }
    }
}
