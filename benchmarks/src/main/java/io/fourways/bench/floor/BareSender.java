package io.fourways.bench.floor;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;

import io.fourways.bench.dispatch.Webhook;
import io.fourways.ingest.signature.Hmac;
import io.fourways.service.startup.ServiceStartup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The least that sends signed webhooks: Spring's WebClient in a loop. Nothing is claimed, resolved, guarded, timed, recorded
 * or tried again; an answer that is no 2xx ends it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareSender {

    private static final byte[] KEY = "the key that both sides know of.".getBytes(StandardCharsets.UTF_8);

    private final AtomicLong number = new AtomicLong();

    public static void main(String[] args) {
        ServiceStartup.of("bare-sender", BareSender.class).run(args);
    }

    @Bean
    RouterFunction<ServerResponse> sending(@Value("${bench.receiver}") String receiver) {
        WebClient client = WebClient.create(receiver);
        return RouterFunctions.route(POST("/send"), request -> send(client, request));
    }

    /** As many loops as are to be at once, each sending its next when its last is answered. */
    private Mono<ServerResponse> send(WebClient client, ServerRequest request) {
        long end = System.nanoTime()
                + Duration.ofMillis(parameter(request, "millis")).toNanos();
        return Flux.range(0, parameter(request, "atOnce"))
                .flatMap(loop -> send(client).repeat(() -> System.nanoTime() < end), Integer.MAX_VALUE)
                .count()
                .flatMap(sent -> ServerResponse.ok().bodyValue(Long.toString(sent)));
    }

    private static int parameter(ServerRequest request, String name) {
        return Integer.parseInt(request.queryParam(name).orElseThrow());
    }

    private Mono<Boolean> send(WebClient client) {
        return Mono.defer(() -> {
            String id = "msg_%027d".formatted(number.incrementAndGet());
            String time = Long.toString(Instant.now().getEpochSecond());
            byte[] body = Webhook.sentAt(System.nanoTime()).getBytes(StandardCharsets.UTF_8);
            byte[] head = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
            String signature = Base64.getEncoder().encodeToString(Hmac.SHA256.sign(KEY, head, body));
            return client.post()
                    .contentType(MediaType.APPLICATION_JSON)
                    .header("webhook-id", id)
                    .header("webhook-timestamp", time)
                    .header("webhook-signature", "v1," + signature)
                    .bodyValue(body)
                    .retrieve()
                    .toBodilessEntity()
                    .thenReturn(true);
        });
    }
}
