package io.fourways.infra.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The programs of Kubernetes, in the folder that the environment names. */
final class KubernetesPrograms {

    private static final String FOLDER = "FOURWAYS_KUBERNETES";

    private KubernetesPrograms() {}

    static Path named(String name) {
        return Optional.ofNullable(System.getenv(FOLDER))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .orElseThrow(() -> new IllegalStateException("These tests need " + name + " in the folder that "
                        + FOLDER + " names: infra/test/kubernetes makes it"));
    }
}
