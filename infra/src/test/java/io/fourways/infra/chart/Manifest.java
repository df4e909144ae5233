package io.fourways.infra.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One object for Kubernetes.
 *
 * @param text as Helm wrote it
 */
record Manifest(String text, JsonNode content) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Nothing if only comments are there. */
    static Optional<Manifest> of(String text) {
        // a block that is the last of it ends with its line
        Object content = strict().load(text + "\n");
        return content == null ? Optional.empty() : Optional.of(new Manifest(text, JSON.valueToTree(content)));
    }

    /** YAML in which a key that is said twice is an error, and not overheard. */
    private static Yaml strict() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(options);
    }

    String apiVersion() {
        return content.path("apiVersion").asString();
    }

    String kind() {
        return content.path("kind").asString();
    }

    String name() {
        return at("/metadata/name").asString();
    }

    String label(String name) {
        return at("/metadata/labels").path(name).asString("");
    }

    JsonNode at(String pointer) {
        return content.at(pointer);
    }

    /** The pod that it is, or has a template of. */
    JsonNode pod() {
        return kind().equals("Pod") ? at("/spec") : at("/spec/template/spec");
    }

    /** Every container of its pods, those that come first included. */
    List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        Stream.of("initContainers", "containers")
                .forEach(list -> pod().path(list).forEach(containers::add));
        return containers;
    }

    /** Its first container's environment variable of that name, as text; nothing if it has none, or a reference. */
    Optional<String> environment(String variable) {
        return variables()
                .filter(entry -> entry.path("name").asString().equals(variable))
                .filter(entry -> entry.has("value"))
                .map(entry -> entry.path("value").asString())
                .findFirst();
    }

    Stream<JsonNode> variables() {
        return containers().get(0).path("env").valueStream();
    }

    /** Its selector, wherever its kind has it. */
    Map<String, String> labels(String pointer) {
        return JSON.convertValue(
                at(pointer), JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
