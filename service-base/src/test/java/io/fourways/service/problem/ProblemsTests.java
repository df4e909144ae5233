package io.fourways.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.InvalidEventException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;

class ProblemsTests {

    private static void isProblem(Throwable failure, int status, String type) {
        ErrorResponse problem = Problems.of(failure);
        assertThat(problem.getStatusCode().value()).isEqualTo(status);
        assertThat(problem.getBody().getType()).hasToString("https://fourways.io/problems/" + type);
    }

    @Test
    void namesTheMemberOfAnInvalidEvent() {
        InvalidEventException invalid = new InvalidEventException("source", "is missing");
        isProblem(invalid, 400, "invalid-request");
        assertThat(Problems.of(invalid).getBody().getProperties()).containsEntry("member", "source");
        assertThat(Problems.of(invalid).getBody().getDetail()).isEqualTo("source is missing");
    }

    @Test
    void leavesAProblemAsItIs() {
        ProblemException problem = ProblemException.invalid("x", "wrong");
        assertThat(Problems.of(problem)).isSameAs(problem);
    }

    @Test
    void givesTheFrameworksProblemsStableTypes() {
        isProblem(new MethodNotAllowedException(HttpMethod.GET, List.of(HttpMethod.POST)), 405, "method-not-allowed");
        isProblem(new ResponseStatusException(HttpStatus.NOT_FOUND), 404, "not-found");
    }

    @Test
    void knowsTooLargeBodiesAlsoWhenTheyAreACause() {
        isProblem(new DataBufferLimitException("more than 5"), 413, "too-large");
        isProblem(new IllegalStateException(new DataBufferLimitException("more than 5")), 413, "too-large");
    }

    @Test
    void tellsNothingOfTheUnforeseen() {
        isProblem(new IllegalStateException("password=x"), 500, "internal-error");
        assertThat(Problems.of(new IllegalStateException("password=x"))
                        .getBody()
                        .toString())
                .doesNotContain("password");
    }

    /** Refusing very many must stay cheap. */
    @Test
    void anAnswerHasNoStackTrace() {
        assertThat(ProblemException.invalid("a", "is missing").getStackTrace()).isEmpty();
    }
}
