package io.fourways.service.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.ObjectMapper;

/** Gives a service problem details for every error, its own and the framework's. */
@AutoConfiguration(
        afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
        beforeName = "org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration")
public class ProblemAutoConfiguration {

    @Bean
    ErrorWebExceptionHandler problemResponses(ObjectMapper json) {
        return new ProblemResponses(json);
    }
}
