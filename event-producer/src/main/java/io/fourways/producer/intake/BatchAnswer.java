package io.fourways.producer.intake;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fourways.service.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What became of a batch's events, in their order.
 *
 * @param results one per event
 */
record BatchAnswer(List<Item> results) {

    /** 202 with the results; but a problem 503, as for a single event, when not one could be published for now. */
    Mono<ServerResponse> toResponse() {
        List<ProblemException> later = results.stream()
                .map(Item::refusal)
                .filter(Objects::nonNull)
                .filter(problem -> problem.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE))
                .toList();
        if (!later.isEmpty() && later.size() == results.size()) {
            return Mono.error(later.get(0));
        }
        return ServerResponse.accepted()
                .headers(headers -> later.stream().findFirst().ifPresent(first -> headers.putAll(first.getHeaders())))
                .bodyValue(this);
    }

    /**
     * What became of one event.
     *
     * @param id      the event's, as far as it could be read
     * @param refusal why it was refused; null when it was accepted
     */
    record Item(@Nullable String id, @JsonIgnore @Nullable ProblemException refusal) {

        @JsonProperty
        int status() {
            return refusal == null
                    ? HttpStatus.ACCEPTED.value()
                    : refusal.getStatusCode().value();
        }

        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        ProblemDetail problem() {
            return refusal == null ? null : refusal.getBody();
        }
    }
}
