package io.fourways.infra.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Helm has made of the chart. */
record Manifests(List<Manifest> all) {

    static Manifests of(String text) {
        return new Manifests(Stream.of(text.split("(?m)^---\\s*$"))
                .flatMap(document -> Manifest.of(document.strip()).stream())
                .toList());
    }

    List<Manifest> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    Optional<Manifest> find(String kind, String name) {
        return ofKind(kind).stream()
                .filter(manifest -> manifest.name().equals(name))
                .findFirst();
    }

    Manifest only(String kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }
}
