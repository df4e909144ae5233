package io.fourways.dispatch.api;

import io.fourways.service.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers what failed as Svix does, {@code code} and {@code detail}, which are members of problem details as well. Only
 * the {@code detail} of a request that is not valid is no text there, but a list: readers of problem details ignore it
 * then (RFC 9457, section 3.1).
 */
final class ErrorAnswers implements ApiStep {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    private static final Map<Integer, String> CODES = Map.of(
            400, "bad_request",
            401, "authentication_failed",
            403, "insufficient_access",
            404, "not_found",
            405, "method_not_allowed",
            413, "payload_too_large",
            415, "unsupported_media_type",
            429, "rate_limit",
            500, "server_error",
            503, "unavailable");

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return Mono.defer(() -> next.handle(request)).onErrorResume(failure -> answer(request, failure));
    }

    private static Mono<ServerResponse> answer(ServerRequest request, Throwable failure) {
        ErrorResponse problem = Problems.of(failure);
        if (problem.getStatusCode().is5xxServerError() && !(failure instanceof ErrorResponse)) {
            log.error("{} {} failed", request.method(), request.requestPath(), failure);
        }
        return ServerResponse.status(problem.getStatusCode())
                .headers(headers -> headers.putAll(problem.getHeaders()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(body(problem));
    }

    private static Map<String, Object> body(ErrorResponse response) {
        ProblemDetail problem = response.getBody();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", String.valueOf(problem.getType()));
        body.put("title", String.valueOf(problem.getTitle()));
        body.put("status", problem.getStatus());
        body.put(ApiProblem.CODE, code(response.getStatusCode()));
        body.put("detail", detail(response));
        Map<String, Object> more = problem.getProperties();
        if (more != null) {
            body.putAll(more);
        }
        return body;
    }

    private static Object detail(ErrorResponse response) {
        return response instanceof InvalidRequest invalid
                ? invalid.faults()
                : String.valueOf(response.getBody().getDetail());
    }

    private static String code(HttpStatusCode status) {
        return CODES.getOrDefault(status.value(), "generic_error");
    }

    /** Around everything else, whose failures it answers. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
