package io.fourways.dispatch.idempotency;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.ApiStep;
import io.fourways.dispatch.api.BodyMemory;
import io.fourways.service.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does a POST with an {@code Idempotency-Key} once: the same again, by the same caller, gets the first one's answer for as
 * long as that is remembered. Only success is: whatever failed may be tried again, and so may what is not known to have
 * succeeded or failed, because the first request is still at work, or has died.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
 *     header field</a>
 */
final class IdempotentRequests implements ApiStep {

    private static final Logger log = LoggerFactory.getLogger(IdempotentRequests.class);
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 256;

    /** How often, and how many times, a request looks whether the first one is done: for 5 seconds. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final long GLANCES = 50;

    private final KeyTable keys;
    private final DataSize largest;
    private final ServerResponse.Context context;

    /** @param largest no request is larger; what each may be is for its handler to say */
    IdempotentRequests(KeyTable keys, DataSize largest, List<HttpMessageWriter<?>> writers) {
        this.keys = keys;
        this.largest = largest;
        this.context = new Writers(writers);
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        String text = request.headers().firstHeader(HEADER);
        if (text == null || !request.method().equals(HttpMethod.POST)) {
            return next.handle(request);
        }
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            return Mono.error(
                    ApiProblem.badRequest("bad_request", HEADER + " must have 1 to " + LONGEST + " characters"));
        }
        IdempotencyKey key = IdempotencyKey.of(request, text);
        return BodyMemory.read(request, largest).flatMap(body -> claim(key, sha256(body))
                .flatMap(claim -> answer(claim, key, withBody(request, body), next)));
    }

    /** Waits a while for the first request, if that is still at work; it may have died. */
    private Mono<Claim> claim(IdempotencyKey key, byte[] body) {
        return keys.claim(key, body)
                .filter(claim -> !(claim instanceof Claim.Busy))
                .repeatWhenEmpty(
                        looks -> looks.takeWhile(look -> look < GLANCES).delayElements(GLANCE))
                .defaultIfEmpty(new Claim.Busy());
    }

    private Mono<ServerResponse> answer(
            Claim claim, IdempotencyKey key, ServerRequest request, HandlerFunction<ServerResponse> next) {
        if (claim instanceof Claim.Answered answered) {
            return answer(answered.status(), answered.body());
        }
        if (claim instanceof Claim.Made made) {
            request.attributes().put(RepeatableRequest.MADE, made.message());
            return next.handle(request);
        }
        if (claim instanceof Claim.Misused) {
            return Mono.error(
                    ApiProblem.badRequest("idempotency_key_reused", "Another request has come with this key"));
        }
        if (claim instanceof Claim.Busy) {
            return Mono.error(KeyTable.busy());
        }
        return work(new RepeatableRequest(key, ((Claim.Fresh) claim).since()), request, next);
    }

    /** Only what fails or is broken off lets the key go: once the request has succeeded it must not be done again. */
    private Mono<ServerResponse> work(
            RepeatableRequest work, ServerRequest request, HandlerFunction<ServerResponse> next) {
        request.attributes().put(RepeatableRequest.ATTRIBUTE, work);
        return Mono.usingWhen(
                        Mono.just(work),
                        it -> next.handle(request),
                        done -> Mono.empty(),
                        (failed, failure) -> release(failed),
                        this::release)
                .flatMap(response -> remember(work, request, response));
    }

    private Mono<ServerResponse> remember(RepeatableRequest work, ServerRequest request, ServerResponse response) {
        if (!response.statusCode().is2xxSuccessful()) {
            return release(work).thenReturn(response);
        }
        return work.isAnswered() ? Mono.just(response) : capture(work, request, response);
    }

    private Mono<ServerResponse> capture(RepeatableRequest work, ServerRequest request, ServerResponse response) {
        Capture capture = new Capture(request.exchange().getResponse());
        int status = response.statusCode().value();
        return response.writeTo(request.exchange().mutate().response(capture).build(), context)
                .then(Mono.defer(() -> keys.answer(work, status, capture.body())))
                .onErrorResume(ProblemException.class, IdempotentRequests::forgotten)
                .then(Mono.defer(() -> answer(status, capture.body())));
    }

    /** What was asked for is done, which is what the caller wants to know. */
    private static Mono<Void> forgotten(ProblemException failure) {
        log.warn("What was answered cannot be told to a request that is sent again: {}", failure.toString());
        return Mono.empty();
    }

    /** The failure that is told is the request's own. */
    private Mono<Void> release(RepeatableRequest work) {
        return keys.release(work).onErrorResume(failure -> {
            log.debug("An idempotency key is let go by itself later", failure);
            return Mono.empty();
        });
    }

    private static Mono<ServerResponse> answer(int status, byte @Nullable [] body) {
        ServerResponse.BodyBuilder response = ServerResponse.status(status);
        return body == null || body.length == 0
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    }

    private static ServerRequest withBody(ServerRequest request, byte[] body) {
        return ServerRequest.from(request)
                .body(Flux.defer(() -> Flux.just(
                        request.exchange().getResponse().bufferFactory().wrap(body))))
                .build();
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int getOrder() {
        return IDEMPOTENCY;
    }

    private record Writers(List<HttpMessageWriter<?>> messageWriters) implements ServerResponse.Context {

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    }
}
