package io.fourways.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import tools.jackson.databind.json.JsonMapper;

class PreparedProblemTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JsonMapper json = new JsonMapper();
    private final ProblemException problem =
            new ProblemException(HttpStatus.UNAUTHORIZED, "webhook-untrusted", "Not trusted", "It was not signed");

    private final ServerResponse.Context context = new ServerResponse.Context() {
        @Override
        public List<HttpMessageWriter<?>> messageWriters() {
            return List.of();
        }

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    };

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.post("/"));
    }

    private MockServerHttpResponse prepared(PreparedProblem answer, MockServerWebExchange exchange) {
        answer.handle(ServerRequest.create(exchange, List.of()))
                .flatMap(response -> response.writeTo(exchange, context))
                .block(PATIENCE);
        return exchange.getResponse();
    }

    @Test
    void looksLikeTheProblemThatItIsHoweverOften() {
        MockServerWebExchange failed = exchange();
        new ProblemResponses(json).handle(failed, problem).block(PATIENCE);
        String body = failed.getResponse().getBodyAsString().block(PATIENCE);
        PreparedProblem answer = new PreparedProblem(problem, json);
        for (int i = 0; i < 2; i++) {
            MockServerHttpResponse response = prepared(answer, exchange());
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
            assertThat(response.getHeaders().getContentType())
                    .isEqualTo(failed.getResponse().getHeaders().getContentType());
            assertThat(response.getHeaders().getCacheControl())
                    .isEqualTo(failed.getResponse().getHeaders().getCacheControl())
                    .isEqualTo("no-store");
            assertThat(response.getBodyAsString().block(PATIENCE))
                    .contains("webhook-untrusted")
                    .isEqualTo(body);
        }
    }

    /** Where metrics and traces look for what went wrong. */
    @Test
    void isNotedAsWhatTheRequestFailedWith() {
        MockServerWebExchange exchange = exchange();
        prepared(new PreparedProblem(problem, json), exchange);
        Object noted = exchange.getAttribute(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION);
        assertThat(noted).isSameAs(problem);
    }
}
