package io.fourways.dispatch.egress;

import io.fourways.dispatch.egress.Reply.Answered;
import io.fourways.dispatch.egress.Reply.Cause;
import io.fourways.dispatch.egress.Reply.Unreachable;
import io.fourways.dispatch.egress.address.EndpointUrls;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** The way out over HTTP/1.1, by a client that resolves names only to addresses that may be connected to. */
final class HttpEgress implements Egress {

    private final HttpClient client;
    private final EndpointUrls urls;
    private final EgressProperties limits;
    private final Clock clock;

    HttpEgress(HttpClient client, EndpointUrls urls, EgressProperties limits, Clock clock) {
        this.client = client;
        this.urls = urls;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Duration longest() {
        return limits.whole();
    }

    @Override
    public long longestAnswer() {
        return limits.body().toBytes();
    }

    @Override
    public Mono<Reply> post(Outgoing request) {
        return Mono.defer(() -> {
            Deadlines deadlines = Deadlines.connecting(limits);
            Optional<String> refusal = urls.refusal(request.url());
            Mono<Reply> reply = refusal.isPresent()
                    ? Mono.just(new Unreachable(Cause.BLOCKED, refusal.get(), deadlines.took()))
                    : Mono.defer(() -> exchange(request, deadlines));
            return reply.doFinally(end -> deadlines.stop());
        });
    }

    private Mono<Reply> exchange(Outgoing request, Deadlines deadlines) {
        Mono<Reply> reply = client.headers(headers -> write(request, headers))
                .post()
                .uri(request.url())
                .send((head, connection) -> {
                    deadlines.connected();
                    return connection.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())));
                })
                .response((response, body) -> read(response, body, deadlines))
                .next()
                .onErrorResume(failure ->
                        Mono.justOrEmpty(unreachable(failure, deadlines)).switchIfEmpty(Mono.error(failure)));
        Mono<Reply> late = deadlines.missed().map(missed -> unreachable(missed, deadlines));
        return Mono.firstWithSignal(reply, late);
    }

    /** The client's own headers take anything, even the end of a line and what follows it; these do not. */
    private static void write(Outgoing request, HttpHeaders headers) {
        HttpHeaders checked = new DefaultHttpHeaders();
        request.headers().forEach(checked::set);
        headers.set(checked);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
    }

    /** The rest of a body that is too long is got rid of with the connection. */
    private Mono<Reply> read(HttpClientResponse response, ByteBufFlux body, Deadlines deadlines) {
        deadlines.answered();
        BodyBeginning beginning = new BodyBeginning((int) limits.body().toBytes());
        return body.map(beginning::add)
                .takeUntil(BodyBeginning::isFull)
                .then(Mono.fromSupplier(() -> answered(response, beginning, deadlines)));
    }

    private Reply answered(HttpClientResponse response, BodyBeginning body, Deadlines deadlines) {
        String retryAfter = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
        return new Answered(
                response.status().code(), body.text(), RetryAfter.parse(retryAfter, clock.instant()), deadlines.took());
    }

    private static Optional<Reply> unreachable(Throwable failure, Deadlines deadlines) {
        return Failures.cause(failure)
                .map(cause -> new Unreachable(cause, Failures.describe(cause, failure), deadlines.took()));
    }

    private static Reply unreachable(Cause deadline, Deadlines deadlines) {
        return new Unreachable(deadline, Failures.describe(deadline), deadlines.took());
    }
}
