package io.fourways.infra.cluster;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The objects in the namespaces of a cluster, of whatever kinds it knows. */
public final class Objects {

    /** What Kubernetes notes down of its own accord, and forgets. */
    private static final Set<String> NOTES = Set.of("Event");

    /** What every namespace has, beside the token of its account, whose name is another each time. */
    private static final Set<String> GIVEN = Set.of("ServiceAccount default", "ConfigMap kube-root-ca.crt");

    private final Api api;

    Objects(Api api) {
        this.api = api;
    }

    /** Has it made, as it is. */
    public Api.Answer create(String namespace, JsonNode object) {
        return api.post(path(namespace, object), object);
    }

    /** Has it looked at as if it were to be made, which it is not. */
    public Api.Answer tryToCreate(String namespace, JsonNode object) {
        return api.post(path(namespace, object) + "?dryRun=All", object);
    }

    /** Changes those fields of the object that they name. */
    public Api.Answer change(String namespace, JsonNode fields) {
        return api.patch(path(namespace, fields) + "/" + name(fields), fields);
    }

    /** The object of that kind and name, as it is kept. */
    public JsonNode stored(String namespace, String apiVersion, String kind, String name) {
        return api.get(kind(apiVersion, kind).path(namespace) + "/" + name).taken();
    }

    public List<JsonNode> all(String namespace, String apiVersion, String kind) {
        return list(namespace, kind(apiVersion, kind));
    }

    /** Kind and name of all that is in a namespace, but for what Kubernetes puts into every one. */
    public Set<String> in(String namespace) {
        return kinds().filter(Kind::listed)
                .filter(kind -> !NOTES.contains(kind.name()))
                .flatMap(kind -> list(namespace, kind).stream()
                        .filter(object -> !isOfEveryNamespace(kind, object))
                        .map(object -> kind.name() + " " + name(object)))
                .collect(Collectors.toSet());
    }

    private static boolean isOfEveryNamespace(Kind kind, JsonNode object) {
        return GIVEN.contains(kind.name() + " " + name(object))
                || object.path("type").asString("").equals("kubernetes.io/service-account-token");
    }

    private List<JsonNode> list(String namespace, Kind kind) {
        return api.get(kind.path(namespace)).taken().path("items").valueStream().toList();
    }

    private String path(String namespace, JsonNode object) {
        return kind(object.path("apiVersion").asString(), object.path("kind").asString())
                .path(namespace);
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asString();
    }

    private Kind kind(String apiVersion, String name) {
        return Kind.of(api.get(Kind.root(apiVersion)).taken())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name + " of " + apiVersion));
    }

    private Stream<Kind> kinds() {
        Stream<String> groups = api.get("/apis")
                .taken()
                .path("groups")
                .valueStream()
                .map(group -> group.at("/preferredVersion/groupVersion").asString());
        return Stream.concat(Stream.of("v1"), groups)
                .flatMap(version -> Kind.of(api.get(Kind.root(version)).taken()));
    }
}
