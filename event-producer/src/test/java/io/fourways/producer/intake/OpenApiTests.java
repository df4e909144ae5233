package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.access.Caller;
import io.fourways.service.publishing.PublishRate;
import io.fourways.service.trace.EventSpans;
import io.fourways.service.trace.TracedExchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;

class OpenApiTests {

    private static final Pattern ROUTE = Pattern.compile("\\((GET|HEAD|POST|PUT|PATCH|DELETE) && (\\S+)\\)");

    @Test
    void describesExactlyTheRoutesThereAre() throws IOException {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(Files.readString(Path.of("../docs/openapi/event-producer.yaml")));
        List<String> described = document.get("paths").entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(key -> !key.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(described).containsExactlyInAnyOrderElementsOf(routes());
    }

    private static List<String> routes() {
        ProducerProperties limits = new ProducerProperties(DataSize.ofMegabytes(1), 1, DataSize.ofMegabytes(1), 1, 1);
        EventHandler handler = new EventHandler(
                token -> Mono.just(Caller.ANYONE), new Intake(event -> Mono.empty(), new PublishRate(1, 1)), limits);
        return ROUTE.matcher(EventRoutes.to(handler, new TracedExchanges(EventSpans.OFF))
                        .toString())
                .results()
                .map(route -> route.group(1) + " " + route.group(2))
                .toList();
    }
}
