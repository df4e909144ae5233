package io.fourways.gateway.sse;

import io.fourways.service.problem.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What an EventSource is answered that is refused for the time being: a stream that tells it when to come back, and ends.
 * Any status but 200 would be the end of it: it comes back only to what was an event stream, or never was an answer.
 *
 * <p>It is known by what the standards have it send, {@code Accept: text/event-stream} and nothing else, and
 * {@code Cache-Control: no-cache}. Everybody else can read a status, and gets it.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, server-sent events</a>
 * @see <a href="https://fetch.spec.whatwg.org/#http-network-or-cache-fetch">Fetch, on requests that are not to be
 *     stored</a>
 */
public final class EventSources {

    private EventSources() {}

    /** Answers what was refused; a refusal that does not say when to come back stays what it is. */
    public static Mono<ServerResponse> tellWhenToComeBack(ServerRequest request, HandlerFunction<ServerResponse> next) {
        Mono<ServerResponse> answer = next.handle(request);
        return isEventSource(request.headers().asHttpHeaders())
                ? answer.onErrorResume(ProblemException.class, EventSources::comeBack)
                : answer;
    }

    static boolean isEventSource(HttpHeaders headers) {
        String accept = Objects.requireNonNullElse(headers.getFirst(HttpHeaders.ACCEPT), "");
        return accept.strip().equalsIgnoreCase(MediaType.TEXT_EVENT_STREAM_VALUE)
                && headers.getOrEmpty(HttpHeaders.CACHE_CONTROL).stream().anyMatch(value -> value.contains("no-cache"));
    }

    private static Mono<ServerResponse> comeBack(ProblemException refusal) {
        String seconds = refusal.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        return seconds == null || !isTemporary(refusal.getStatusCode())
                ? Mono.error(refusal)
                : stream(seconds, SseFields.retry(jittered(seconds)) + SseFields.comment(cause(refusal)));
    }

    private static Mono<ServerResponse> stream(String retryAfter, String fields) {
        byte[] bytes = fields.getBytes(StandardCharsets.UTF_8);
        return SseResponses.head()
                .header(HttpHeaders.RETRY_AFTER, retryAfter)
                .contentLength(bytes.length)
                .body((output, context) -> output.writeWith(
                        Mono.fromSupplier(() -> output.bufferFactory().wrap(bytes))));
    }

    private static boolean isTemporary(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE) || status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS);
    }

    /** Not before the time, and not all at the same time. */
    private static Duration jittered(String seconds) {
        Duration least = Duration.ofSeconds(Long.parseLong(seconds));
        return least.plusMillis(ThreadLocalRandom.current().nextLong(least.toMillis()));
    }

    private static String cause(ProblemException refusal) {
        @Nullable URI type = refusal.getBody().getType();
        return type + " " + refusal.getBody().getDetail();
    }
}
