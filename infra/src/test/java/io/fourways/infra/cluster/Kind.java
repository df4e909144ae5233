package io.fourways.infra.cluster;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A kind of objects that live in a namespace, as the API server lists it.
 *
 * @param plural its name in paths
 * @param listed whether all of its objects can be asked for at once
 */
record Kind(String apiVersion, String name, String plural, boolean listed) {

    /** Those of one API, of its own description. What lives below an object is none. */
    static Stream<Kind> of(JsonNode api) {
        return api.path("resources")
                .valueStream()
                .filter(resource -> resource.path("namespaced").asBoolean())
                .filter(resource -> !resource.path("name").asString().contains("/"))
                .map(resource -> new Kind(
                        api.path("groupVersion").asString(),
                        resource.path("kind").asString(),
                        resource.path("name").asString(),
                        resource.path("verbs").valueStream().anyMatch(verb -> verb.asString()
                                .equals("list"))));
    }

    String path(String namespace) {
        return root(apiVersion) + "/namespaces/" + namespace + "/" + plural;
    }

    static String root(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }
}
