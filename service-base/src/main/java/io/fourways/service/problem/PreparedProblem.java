package io.fourways.service.problem;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectMapper;

/**
 * The answer that is a problem which is always the same and which very many are told: written once. It costs a part of
 * what failing with the problem does, and looks the same to clients, in metrics and in traces. Safe for any thread.
 */
public final class PreparedProblem implements HandlerFunction<ServerResponse> {

    private final ProblemException problem;
    private final byte[] body;

    /**
     * @param problem to be left as it is from then on
     * @param json    the service's, which writes it as it writes the others
     */
    public PreparedProblem(ProblemException problem, ObjectMapper json) {
        this.problem = problem;
        this.body = json.writerFor(ProblemDetail.class).writeValueAsBytes(problem.getBody());
    }

    /** Notes the problem beside the answer, where the framework notes those that it has answered itself. */
    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        request.attributes().put(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION, problem);
        return ServerResponse.status(problem.getStatusCode())
                .headers(this::addTo)
                .build((exchange, context) -> exchange.getResponse()
                        .writeWith(Mono.fromSupplier(
                                () -> exchange.getResponse().bufferFactory().wrap(body))));
    }

    private void addTo(HttpHeaders headers) {
        headers.putAll(problem.getHeaders());
        headers.setCacheControl(CacheControl.noStore());
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(body.length);
    }
}
