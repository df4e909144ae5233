package io.fourways.infra.chart;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Rules by which requests are led to Services, and how one is chosen: an exact path before a prefix, the longer prefix before the
 * shorter, and with a method before without, as the Gateway API says; Ingress, which knows no methods, likewise.
 */
record Rules(List<Rule> rules) {

    record Rule(boolean exact, String path, String method, String service) {

        /** A prefix is one of whole segments, with or without a slash at its end. */
        boolean matches(String method, String path) {
            String stem = this.path.replaceAll("/$", "");
            boolean here = exact ? path.equals(this.path) : path.equals(stem) || path.startsWith(stem + "/");
            return here && (this.method.isEmpty() || this.method.equals(method));
        }
    }

    private static final Comparator<Rule> PRECEDENCE = Comparator.comparing(Rule::exact)
            .thenComparing(rule -> rule.path().length())
            .thenComparing(rule -> !rule.method().isEmpty());

    static Rules ofRoute(Manifests manifests) {
        return new Rules(manifests
                .only("HTTPRoute", Rendering.RELEASE)
                .at("/spec/rules")
                .valueStream()
                .flatMap(rule -> rule.path("matches").valueStream().map(match -> ofMatch(match, rule)))
                .toList());
    }

    private static Rule ofMatch(JsonNode match, JsonNode rule) {
        return new Rule(
                match.at("/path/type").asString().equals("Exact"),
                match.at("/path/value").asString(),
                match.path("method").asString(""),
                rule.at("/backendRefs/0/name").asString());
    }

    static Rules ofIngress(Manifests manifests, String host) {
        Stream<JsonNode> paths = manifests
                .only("Ingress", Rendering.RELEASE)
                .at("/spec/rules")
                .valueStream()
                .filter(rule -> rule.path("host").asString().equals(host))
                .flatMap(rule -> rule.at("/http/paths").valueStream());
        return new Rules(paths.map(path -> new Rule(
                        path.path("pathType").asString().equals("Exact"),
                        path.path("path").asString(),
                        "",
                        path.at("/backend/service/name").asString()))
                .toList());
    }

    /** The Service's name, or nothing. */
    String choose(String method, String path) {
        return rules.stream()
                .filter(rule -> rule.matches(method, path))
                .max(PRECEDENCE)
                .map(Rule::service)
                .orElse("");
    }
}
