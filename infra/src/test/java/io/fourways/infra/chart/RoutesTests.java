package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** That every request the documents describe is led to the service that answers it. */
class RoutesTests {

    private static final String ADMINISTRATION = "/v1/(sources|webhooks|replays).*";
    private static final String API = "/api/v1/.*";

    /** A request, as a service's OpenAPI document has it, with something for each of its path's parameters. */
    record Request(String method, String path, String service) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Request> requests() {
        return Stream.of("delivery-gateway", "event-producer", "webhook-ingest", "webhook-dispatch")
                .flatMap(RoutesTests::described);
    }

    private static Stream<Request> described(String service) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        try {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml(options)
                    .load(Files.readString(Path.of("../docs/openapi").resolve(service + ".yaml")));
            return document.get("paths").entrySet().stream().flatMap(path -> path.getValue().keySet().stream()
                    .filter(key -> !key.equals("parameters"))
                    .map(method -> new Request(
                            method.toUpperCase(Locale.ROOT),
                            path.getKey().replaceAll("\\{[^}]+}", "some.thing-1"),
                            service)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aGatewayLeadsEachRequestToItsServiceUnderOneName(Request request) {
        Manifests manifests = Rendering.of("gateway-api.yaml").manifests();
        assertThat(service(manifests, Rules.ofRoute(manifests).choose(request.method(), request.path())))
                .isEqualTo(request.service());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anIngressLeadsEachRequestToItsServiceUnderTwoNames(Request request) {
        Manifests manifests = Rendering.of("ingress-nginx.yaml")
                .with("routes.webhookAdministration=true")
                .with("routes.webhookApi=true")
                .manifests();
        boolean publishing = request.service().equals("event-producer");
        Rules rules = Rules.ofIngress(manifests, publishing ? "publish.example.org" : "events.example.org");
        assertThat(service(manifests, rules.choose(request.method(), request.path())))
                .isEqualTo(request.service());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void administrationIsNotRoutedUnasked(Request request) {
        Manifests manifests = Rendering.of("ingress-nginx.yaml").manifests();
        boolean apart = request.path().matches(ADMINISTRATION) || request.path().matches(API);
        assertThat(Rules.ofIngress(manifests, "events.example.org")
                        .choose(request.method(), request.path())
                        .isEmpty())
                .isEqualTo(apart);
    }

    @Test
    void managementIsNotRouted() {
        Manifests manifests = Rendering.of("gateway-api.yaml").manifests();
        assertThat(Rules.ofRoute(manifests).choose("GET", "/actuator/prometheus"))
                .isEmpty();
    }

    @Test
    void readsHaveAllTheTimeTheyWant() {
        Manifest route = Rendering.of("gateway-api.yaml").manifests().only("HTTPRoute", "fourways");
        assertThat(route.at("/spec/rules")
                        .valueStream()
                        .filter(rule ->
                                rule.at("/backendRefs/0/name").asString().equals("fourways-gateway"))
                        .map(rule -> rule.at("/timeouts/request").asString()))
                .hasSize(3)
                .containsOnly("0s");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void longConnectionsLastWithEveryController(String values) {
        Manifest ingress = Rendering.of(values).manifests().only("Ingress", "fourways");
        List<String> said = ingress.at("/metadata/annotations")
                .propertyStream()
                .map(annotation -> annotation.getValue().asString())
                .toList();
        assertThat(said).anyMatch(value -> value.matches("120s?"));
    }

    static Stream<String> presets() {
        return InfraFiles.below("helm/matrix", ".yaml").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith("ingress-"));
    }

    @Test
    void annotationsWinOverThePreset() {
        Manifest ingress = Rendering.of("everything.yaml").manifests().only("Ingress", "events");
        assertThat(ingress.at("/metadata/annotations")
                        .path("nginx.ingress.kubernetes.io/proxy-body-size")
                        .asString())
                .isEqualTo("8m");
    }

    /** Which service's pods are behind the name of a Service. */
    private static String service(Manifests manifests, String name) {
        return name.isEmpty()
                ? "nobody"
                : manifests
                        .only("Service", name)
                        .at("/spec/selector")
                        .path("app.kubernetes.io/component")
                        .asString();
    }
}
