package io.fourways.ingest.receiving;

import io.fourways.ingest.provider.Answer;
import io.fourways.service.problem.ProblemException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What came of a webhook, as its sender is told and as it is counted. */
sealed interface Reception {

    /** Its kind, one of a few: a metric's tag. */
    String verdict();

    Mono<ServerResponse> toResponse(ServerRequest request);

    /**
     * Done with: stored, or nothing to be stored.
     *
     * @param answer what the provider wants to hear
     */
    record Answered(String verdict, Answer answer) implements Reception {

        @Override
        public Mono<ServerResponse> toResponse(ServerRequest request) {
            return respond(answer);
        }
    }

    /**
     * Not taken.
     *
     * @param cause  why, one of a few: a metric's tag
     * @param answer what the sender is told
     */
    record Refused(String verdict, String cause, HandlerFunction<ServerResponse> answer) implements Reception {

        Refused(String verdict, String cause, ProblemException problem) {
            this(verdict, cause, request -> Mono.error(problem));
        }

        @Override
        public Mono<ServerResponse> toResponse(ServerRequest request) {
            return answer.handle(request);
        }
    }

    static Mono<ServerResponse> respond(Answer answer) {
        ServerResponse.BodyBuilder response = ServerResponse.status(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(response::header);
        return answer.body().length == 0 ? response.build() : response.bodyValue(answer.body());
    }
}
