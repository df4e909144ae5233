package io.fourways.ingest.receiving;

import io.fourways.ingest.provider.Answer;
import io.fourways.service.problem.ProblemException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What came of a webhook, as its sender is told and as it is counted. */
sealed interface Reception {

    /** Its kind, one of a few: a metric's tag. */
    String verdict();

    Mono<ServerResponse> toResponse();

    /**
     * Done with: stored, or nothing to be stored.
     *
     * @param answer what the provider wants to hear
     */
    record Answered(String verdict, Answer answer) implements Reception {

        @Override
        public Mono<ServerResponse> toResponse() {
            return respond(answer);
        }
    }

    /**
     * Not taken.
     *
     * @param cause   why, one of a few: a metric's tag
     * @param problem what the sender is told
     */
    record Refused(String verdict, String cause, ProblemException problem) implements Reception {

        @Override
        public Mono<ServerResponse> toResponse() {
            return Mono.error(problem);
        }
    }

    static Mono<ServerResponse> respond(Answer answer) {
        ServerResponse.BodyBuilder response = ServerResponse.status(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(response::header);
        return answer.body().length == 0 ? response.build() : response.bodyValue(answer.body());
    }
}
