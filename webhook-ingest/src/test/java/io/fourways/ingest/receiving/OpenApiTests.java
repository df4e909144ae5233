package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.inbox.Acceptance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;

class OpenApiTests {

    private static final Pattern ROUTE = Pattern.compile("\\((GET|POST|PUT|PATCH|DELETE|OPTIONS) && (\\S+)\\)");

    @Test
    void describesExactlyTheRoutesThereAre() throws IOException {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(Files.readString(Path.of("../docs/openapi/webhook-ingest.yaml")));
        List<String> described = document.get("paths").entrySet().stream()
                .filter(path -> path.getKey().startsWith("/webhooks/"))
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(key -> !key.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        assertThat(described).containsExactlyInAnyOrderElementsOf(routes());
    }

    private static List<String> routes() {
        ReceivingProperties properties = new ReceivingProperties(
                DataSize.ofMegabytes(1), Duration.ofSeconds(1), DataSize.ofMegabytes(1), 1, Duration.ofSeconds(1));
        Receiver receiver = new Receiver(
                events -> Mono.just(new Acceptance.Accepted()),
                rejected -> {},
                new RequestLimits(1),
                new Refusals(Duration.ofSeconds(1)));
        WebhookHandler handler = new WebhookHandler(
                name -> Mono.empty(),
                receiver,
                properties,
                new ReceivingMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
        return ROUTE.matcher(WebhookRoutes.to(handler).toString())
                .results()
                .map(route -> route.group(1) + " " + route.group(2))
                .toList();
    }
}
