package io.fourways.service.problem;

import io.fourways.service.connections.HandlingDecorator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ProblemDetail;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
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

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> undecodableRequests(ObjectMapper json) {
        UndecodableRequests requests = new UndecodableRequests(json.writerFor(ProblemDetail.class));
        return factory -> factory.addServerCustomizers(
                server -> server.doOnChannelInit((observer, channel, address) -> requests.watch(channel)));
    }

    @Bean
    HandlingDecorator malformedTargets(ObjectMapper json) {
        MalformedTargets targets = new MalformedTargets(json.writerFor(ProblemDetail.class));
        return (handled, connection) ->
                targets.answer((HttpServerRequest) connection, (HttpServerResponse) connection, handled);
    }
}
