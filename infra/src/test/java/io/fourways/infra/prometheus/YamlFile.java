package io.fourways.infra.prometheus;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a file of YAML holds, and ways into it. */
final class YamlFile {

    private YamlFile() {}

    /** The mapping that a file consists of. */
    static Map<String, Object> read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The mappings of a list in a mapping; none where there is no such list. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> mapping, String name) {
        return (List<Map<String, Object>>) mapping.getOrDefault(name, List.of());
    }

    /** The texts of a mapping in a mapping; none where there is no such mapping. */
    @SuppressWarnings("unchecked")
    static Map<String, String> texts(Map<String, Object> mapping, String name) {
        return (Map<String, String>) mapping.getOrDefault(name, Map.of());
    }

    /** A text in a mapping; empty where it is missing. */
    static String text(Map<String, Object> mapping, String name) {
        return Objects.toString(mapping.get(name), "");
    }
}
