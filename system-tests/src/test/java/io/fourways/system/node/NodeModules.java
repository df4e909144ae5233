package io.fourways.system.node;

import io.fourways.system.json.JsonTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code npm ci} has put beside the drivers. */
public final class NodeModules {

    private static final Path FOLDER = Path.of("src", "test", "node");

    private NodeModules() {}

    /** The folder of the drivers. */
    static Path folder() {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            throw new IllegalStateException("These tests need clients from npm: run npm ci in system-tests/" + FOLDER);
        }
        return FOLDER;
    }

    /** Every example payload of {@code @octokit/webhooks-examples}, as it is written there. */
    public static List<String> webhookExamples() {
        Path examples = folder().resolve("node_modules/@octokit/webhooks-examples");
        try (Stream<Path> versions = Files.list(examples)) {
            return versions.map(version -> version.resolve("index.json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(NodeModules::read)
                    .flatMap(text -> JsonTexts.elementsOf(text, "examples").stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
