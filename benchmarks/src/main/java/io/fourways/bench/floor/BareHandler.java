package io.fourways.bench.floor;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;

import io.fourways.ingest.signature.ConstantTime;
import io.fourways.ingest.signature.Hmac;
import io.fourways.service.startup.ServiceStartup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The least that takes a signed webhook on the same HTTP server: verifies Standard Webhooks' signature and answers. No
 * timestamp is checked, nothing is bounded, read, counted or stored.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareHandler {

    private static final String PREFIX = "whsec_";

    public static void main(String[] args) {
        ServiceStartup.of("bare-handler", BareHandler.class).run(args);
    }

    @Bean
    RouterFunction<ServerResponse> bareRoutes(@Value("${bench.secret}") String secret) {
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        return RouterFunctions.route(POST("/webhooks/{source}"), request -> receive(request, key));
    }

    private static Mono<ServerResponse> receive(ServerRequest request, byte[] key) {
        return request.bodyToMono(byte[].class)
                .flatMap(body -> isGenuine(request.headers(), body, key)
                        ? ServerResponse.ok().build()
                        : ServerResponse.status(401).build());
    }

    private static boolean isGenuine(ServerRequest.Headers headers, byte[] body, byte[] key) {
        String head = headers.firstHeader("webhook-id") + "." + headers.firstHeader("webhook-timestamp") + ".";
        byte[] expected = Hmac.SHA256.sign(key, head.getBytes(StandardCharsets.UTF_8), body);
        return matches(headers.firstHeader("webhook-signature"), expected);
    }

    private static boolean matches(@Nullable String given, byte[] expected) {
        return given != null && ConstantTime.equal("v1," + Base64.getEncoder().encodeToString(expected), given);
    }
}
