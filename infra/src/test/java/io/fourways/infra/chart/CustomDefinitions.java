package io.fourways.infra.chart;

import io.fourways.infra.cluster.Api;
import io.fourways.infra.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The kinds of others that the chart makes objects of, as a cluster learns of them. They take any field: that the chart's are
 * right is shown by {@link CustomTypes} alone.
 */
final class CustomDefinitions {

    private static final String PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private record Custom(String group, String version, String kind) {}

    private static final List<Custom> KINDS = List.of(
            new Custom("gateway.networking.k8s.io", "v1", "HTTPRoute"),
            new Custom("monitoring.coreos.com", "v1", "ServiceMonitor"),
            new Custom("monitoring.coreos.com", "v1", "PrometheusRule"),
            new Custom("rabbitmq.com", "v1beta1", "RabbitmqCluster"));

    private CustomDefinitions() {}

    /** Makes them known, and waits until they are. */
    static void define(Cluster cluster) {
        KINDS.forEach(kind -> cluster.api().post(PATH, definition(kind)).taken());
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> cluster.api()
                .get(PATH)
                .taken()
                .path("items")
                .valueStream()
                .allMatch(CustomDefinitions::isEstablished));
        KINDS.forEach(
                kind -> Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isServed(cluster.api(), kind)));
    }

    private static boolean isEstablished(JsonNode definition) {
        return definition
                .at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asString().equals("Established")
                        && condition.path("status").asString().equals("True"));
    }

    private static boolean isServed(Api api, Custom custom) {
        Api.Answer answer = api.get("/apis/" + custom.group() + "/" + custom.version());
        return answer.status() == 200 && answer.text().contains("\"" + custom.kind() + "\"");
    }

    private static JsonNode definition(Custom custom) {
        String singular = custom.kind().toLowerCase(Locale.ROOT);
        return new JsonMapper().readTree("""
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
                 "metadata": {"name": "%4$ss.%1$s", "annotations": {"api-approved.kubernetes.io": "unapproved, for tests"}},
                 "spec": {"group": "%1$s", "scope": "Namespaced",
                          "names": {"kind": "%3$s", "singular": "%4$s", "plural": "%4$ss"},
                          "versions": [{"name": "%2$s", "served": true, "storage": true, "schema": {"openAPIV3Schema":
                              {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}}
                """.formatted(custom.group(), custom.version(), custom.kind(), singular));
    }
}
