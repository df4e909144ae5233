package io.fourways.infra.compose;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A file of YAML below {@code infra/compose}, anchors and merges resolved. */
record ComposeFile(Map<String, Object> content) {

    /** One of Compose's services, as the file describes it. */
    record Service(String name, Map<String, Object> content) {

        String text(String member) {
            return String.valueOf(content.get(member));
        }

        List<Object> list(String member) {
            return content.get(member) instanceof List<?> list ? List.copyOf(list) : List.of();
        }

        Map<String, Object> map(String member) {
            return ComposeFile.map(content.get(member));
        }

        /** Whether its image is one of ours. */
        boolean isOurs() {
            return text("image").startsWith("fourways/");
        }

        boolean isOfTheDemonstration() {
            return !list("profiles").isEmpty();
        }

        /** Keeps reports short. */
        @Override
        public String toString() {
            return name;
        }
    }

    static ComposeFile named(String name) {
        return new ComposeFile(map(yaml(text("compose/" + name))));
    }

    static String text(String path) {
        return text(InfraFiles.at(path));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Service> services() {
        return map(content.get("services")).entrySet().stream()
                .map(service -> new Service(service.getKey(), map(service.getValue())));
    }

    Service service(String name) {
        return services()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    @SuppressWarnings("unchecked") // of YAML's mappings only those with names are asked for
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
