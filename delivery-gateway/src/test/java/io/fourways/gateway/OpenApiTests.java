package io.fourways.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Logs;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.serving.ServedLogs;
import io.fourways.gateway.serving.TestLogs;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTests {

    private static final Pattern ROUTE = Pattern.compile("\\((GET|HEAD|POST|PUT|PATCH|DELETE) && (\\S+)\\)");

    @Test
    void describesExactlyTheRoutesThereAre() throws IOException {
        List<String> described = paths().entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(key -> !key.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(described).isNotEmpty().containsExactlyInAnyOrderElementsOf(routes());
    }

    @Test
    void leavesOutNoMethodOfAPath() throws IOException {
        Set<String> paths = paths().keySet();
        WebTestClient client = wired(routes -> WebTestClient.bindToRouterFunction(
                        routes.reduce(RouterFunction::andOther).orElseThrow())
                .configureClient()
                .responseTimeout(Duration.ofSeconds(60))
                .build());
        for (String path : paths) {
            isAllowed(client.post().uri(path), 405, "GET,HEAD");
            isAllowed(client.options().uri(path), 200, "GET,HEAD,OPTIONS");
        }
    }

    private static void isAllowed(WebTestClient.RequestHeadersSpec<?> request, int status, String allowed) {
        request.exchange().expectStatus().isEqualTo(status).expectHeader().valueEquals("Allow", allowed);
    }

    private static Map<String, Map<String, Object>> paths() throws IOException {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(Files.readString(Path.of("../docs/openapi/delivery-gateway.yaml")));
        return document.get("paths");
    }

    private static List<String> routes() {
        return wired(routes -> routes.flatMap(
                        function -> ROUTE.matcher(function.toString()).results())
                .map(route -> route.group(1) + " " + route.group(2))
                .toList());
    }

    /** What is asked of the gateway as it is wired, but for the log, which is in memory. */
    private static <T> T wired(Function<Stream<RouterFunction<?>>, T> question) {
        try (AnnotationConfigApplicationContext gateway = new AnnotationConfigApplicationContext()) {
            Stream.of(GatewayApplication.class.getAnnotation(Import.class).value())
                    .filter(configuration -> configuration != LogConfiguration.class)
                    .forEach(gateway::register);
            gateway.register(Properties.class);
            gateway.registerBean(Logs.class, () -> Logs.ONE);
            gateway.registerBean(
                    ServedLogs.class, () -> new ServedLogs(Logs.ONE, List.of(new TestLogs().of(new InMemoryLog()))));
            gateway.registerBean(Authenticator.class, () -> token -> Mono.just(Caller.ANYONE));
            gateway.registerBean(EventPublisher.class, () -> event -> Mono.empty());
            gateway.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
            gateway.registerBean(EventSpans.class, () -> EventSpans.OFF);
            gateway.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
            gateway.refresh();
            return question.apply(gateway.getBeansOfType(RouterFunction.class).values().stream()
                    .map(function -> (RouterFunction<?>) function));
        }
    }

    @EnableConfigurationProperties(GatewayProperties.class)
    static class Properties {}
}
