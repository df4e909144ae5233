package io.fourways.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.publishing.EventPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;

class OpenApiTests {

    private static final Pattern ROUTE = Pattern.compile("\\((GET|POST|PUT|PATCH|DELETE|OPTIONS) && (\\S+)\\)");

    @Test
    void describesExactlyTheRoutesThereAre() throws IOException {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(Files.readString(Path.of("../docs/openapi/webhook-ingest.yaml")));
        List<String> described = document.get("paths").entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(key -> !key.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        new ReactiveWebApplicationContextRunner()
                .withUserConfiguration(IngestApplication.class)
                .withBean(EventPublisher.class, () -> event -> Mono.empty())
                .withPropertyValues(
                        "fourways.security.jwt-secret=0123456789abcdef0123456789abcdef",
                        "fourways.ingest.database.url=postgresql://nobody:none@127.0.0.1:1/none")
                .run(context -> assertThat(routes(context)).containsExactlyInAnyOrderElementsOf(described));
    }

    private static List<String> routes(ApplicationContext context) {
        return context.getBeansOfType(RouterFunction.class).values().stream()
                .flatMap(routes -> ROUTE.matcher(routes.toString()).results())
                .map(route -> route.group(1) + " " + route.group(2))
                .toList();
    }
}
