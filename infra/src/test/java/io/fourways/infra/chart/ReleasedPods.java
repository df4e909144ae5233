package io.fourways.infra.chart;

import io.fourways.infra.cluster.Objects;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The pods of a release as the cluster has them, and where its Services would lead. */
record ReleasedPods(Objects objects, HelmRelease release) {

    List<JsonNode> all() {
        return objects.all(release.namespace(), "v1", "Pod");
    }

    Set<String> names() {
        return all().stream().map(pod -> pod.at("/metadata/name").asString()).collect(Collectors.toSet());
    }

    Set<String> namesOf(String component) {
        return names().stream()
                .filter(name -> name.startsWith("fourways-" + component + "-"))
                .collect(Collectors.toSet());
    }

    /** One of those who are ready, picked as a Service picks: by chance. */
    URI any(String component) {
        List<URI> ready = ready(component);
        return ready.get(ThreadLocalRandom.current().nextInt(ready.size()));
    }

    private List<URI> ready(String component) {
        JsonNode endpoints = objects.stored(release.namespace(), "v1", "Endpoints", "fourways-" + component);
        return endpoints
                .path("subsets")
                .valueStream()
                .flatMap(subset -> subset.path("addresses")
                        .valueStream()
                        .map(address ->
                                URI.create("http://" + address.path("ip").asString() + ":" + port(subset))))
                .toList();
    }

    private static int port(JsonNode subset) {
        return subset.path("ports")
                .valueStream()
                .filter(port -> port.path("name").asString().equals("http"))
                .findFirst()
                .orElseThrow()
                .path("port")
                .asInt();
    }
}
