package io.fourways.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.channels.ChannelBackfill;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
        FollowedLog log = new FollowedLog(2);
        try (AnnotationConfigApplicationContext gateway = new AnnotationConfigApplicationContext()) {
            Stream.of(GatewayApplication.class.getAnnotation(Import.class).value())
                    .filter(configuration -> configuration != LogConfiguration.class)
                    .forEach(gateway::register);
            gateway.register(Properties.class);
            gateway.registerBean(Window.class, log::window);
            gateway.registerBean(LogTail.class, log::tail);
            gateway.registerBean(LogState.class, log::state);
            gateway.registerBean(Replay.class, () -> Replays.of(log.log(), log.window()));
            gateway.registerBean(ChannelDirectory.class, () -> new ChannelDirectory(Clock.systemUTC(), 1));
            gateway.registerBean(
                    ChannelBackfill.class,
                    () -> new ChannelBackfill(log.log(), Replays.of(log.log(), log.window()), Clock.systemUTC(), 1));
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
