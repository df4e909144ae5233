package io.fourways.dispatch.api;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.server.WebFilter;

/** Wires what the resources of the API have in common. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodyProperties.class)
public class ApiConfiguration {

    /** Behind every route there is. */
    private static final int LAST = 1000;

    @Bean
    ApiSurface apiSurface(ObjectProvider<ApiStep> steps) {
        return new ApiSurface(steps.orderedStream().toList());
    }

    @Bean
    ApiStep errorAnswers() {
        return new ErrorAnswers();
    }

    @Bean
    ApiStep bodyMemory(BodyProperties properties) {
        return new BodyMemory(properties.maxInFlight());
    }

    /** Earlier clients of Svix end every path with a slash. */
    @Bean
    WebFilter trailingSlashes() {
        return UrlHandlerFilter.trailingSlashHandler(ApiSurface.ROOT + "/**")
                .mutateRequest()
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> healthRoutes(
            @Qualifier("databaseHealthIndicator") ReactiveHealthIndicator database, ApiSurface surface) {
        return surface.ofAnybody(HealthRoutes.to(database));
    }

    /** A mapping of its own, since among beans that are routes none is sure to be the last. */
    @Bean
    RouterFunctionMapping leftOutMapping(ApiSurface surface) {
        RouterFunctionMapping mapping = new RouterFunctionMapping(surface.of(LeftOut.routes()));
        mapping.setOrder(LAST);
        return mapping;
    }
}
