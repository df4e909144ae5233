package io.fourways.system.monitoring;

import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A Prometheus of the tests' own, with the rules that are recommended; it looks every two seconds. */
public final class PrometheusServer implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/bin/prometheus");
    private static final Path RULES = Path.of("..", "infra", "prometheus", "rules", "*.yml");

    private final ChildProcess process;
    private final URI address;

    private PrometheusServer(Path folder, int port) {
        address = URI.create("http://127.0.0.1:" + port);
        process = ChildProcess.start(
                new ProcessBuilder(
                        installed().toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"),
                folder.resolve("log"));
        await("Prometheus to be ready, see " + folder.resolve("log"))
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> process.assertAlive()
                        && Http.get(address.resolve("/-/ready")).statusCode() == 200);
    }

    /** A new one that watches these. */
    public static PrometheusServer watching(List<Target> targets) {
        int port = Ports.free();
        Path folder = Path.of("target", "prometheus", Integer.toString(port)).toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("prometheus.yml"), configuration(targets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PrometheusServer(folder, port);
    }

    private static String configuration(List<Target> targets) {
        return """
                global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 2s}
                rule_files: ["%s"]
                scrape_configs:
                %s""".formatted(
                        RULES.toAbsolutePath().normalize(),
                        targets.stream().map(Target::configuration).collect(Collectors.joining()));
    }

    private static Path installed() {
        if (!Files.isExecutable(INSTALLED)) {
            throw new IllegalStateException("These tests need Prometheus (Debian: apt-get install prometheus)");
        }
        return INSTALLED;
    }

    /** What it answers to a question now: the values, those that are no numbers left out. */
    public List<Double> ask(String expression) {
        JsonNode data = get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        JsonNode result = data.required("result");
        if (data.required("resultType").stringValue().equals("scalar")) {
            return numbers(List.of(result.required(1)));
        }
        return numbers(result.valueStream().map(series -> series.at("/value/1")).toList());
    }

    private static List<Double> numbers(List<JsonNode> values) {
        return values.stream()
                .map(value -> Double.valueOf(value.stringValue().replace("Inf", "Infinity")))
                .filter(Double::isFinite)
                .toList();
    }

    /** The names of all metrics that it has seen. */
    public Set<String> metrics() {
        return get("label/__name__/values")
                .valueStream()
                .map(JsonNode::stringValue)
                .collect(Collectors.toSet());
    }

    /** Its rules, as it has understood them. */
    public List<JsonNode> rules() {
        return get("rules")
                .required("groups")
                .valueStream()
                .flatMap(group -> group.required("rules").valueStream())
                .toList();
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = Http.get(URI.create(address + "/api/v1/" + path));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.body());
        }
        return JsonTexts.tree(answer.body()).required("data");
    }

    @Override
    public void close() {
        process.kill9();
    }
}
