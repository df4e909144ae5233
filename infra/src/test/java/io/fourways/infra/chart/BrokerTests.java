package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerTests {

    @Test
    void theOperatorIsAskedForWhatItKnows() {
        Manifest cluster = Rendering.of("operator-broker.yaml").manifests().only("RabbitmqCluster", "fourways-broker");
        assertThat(cluster.at("/spec").propertyNames())
                .containsExactlyInAnyOrder(
                        "replicas", "image", "resources", "tolerations", "affinity", "persistence", "tls", "rabbitmq");
        assertThat(cluster.at("/spec/persistence").propertyNames())
                .containsExactlyInAnyOrder("storage", "storageClassName");
        assertThat(cluster.at("/spec/tls").propertyNames()).containsExactly("secretName");
        assertThat(cluster.at("/spec/rabbitmq").propertyNames())
                .containsExactlyInAnyOrder("additionalPlugins", "additionalConfig");
    }

    @Test
    void theBrokerThatTheOperatorMakesHasTheLogAndMetrics() {
        Manifest cluster = Rendering.of("operator-broker.yaml").manifests().only("RabbitmqCluster", "fourways-broker");
        assertThat(cluster.at("/spec/rabbitmq/additionalPlugins").valueStream().map(plugin -> plugin.asString()))
                .contains("rabbitmq_stream", "rabbitmq_prometheus");
    }

    @Test
    void theBrokerThatTheOperatorMakesSendsLargeChunksAndIsConfiguredFurther() {
        Manifest cluster = Rendering.of("operator-broker.yaml").manifests().only("RabbitmqCluster", "fourways-broker");
        assertThat(cluster.at("/spec/rabbitmq/additionalConfig").asString().lines())
                .contains("stream.frame_max = 67108864", "disk_free_limit.relative = 1.0");
    }

    @Test
    void servicesFindTheBrokerThatTheOperatorMakes() {
        Manifest gateway = Rendering.of("operator-broker.yaml").manifests().only("Deployment", "fourways-gateway");
        assertThat(gateway.environment("SPRING_RABBITMQ_HOST")).contains("fourways-broker");
        assertThat(gateway.environment("SPRING_RABBITMQ_STREAM_HOST")).contains("fourways-broker");
        assertThat(gateway.variables()
                        .filter(variable -> variable.path("name").asString().equals("SPRING_RABBITMQ_PASSWORD"))
                        .map(variable ->
                                variable.at("/valueFrom/secretKeyRef/name").asString()))
                .containsExactly("fourways-broker-default-user");
    }

    @ParameterizedTest
    @CsvSource({"required.yaml, 5672, 5552", "operator-broker.yaml, 5671, 5551", "everything.yaml, 5673, 5553"})
    void isSpokenToOnThePortsOfItsProtocol(String values, String amqp, String stream) {
        Manifests manifests = Rendering.of(values).manifests();
        assertThat(manifests.ofKind("Deployment"))
                .allSatisfy(deployment -> assertThat(deployment.environment("SPRING_RABBITMQ_PORT"))
                        .contains(amqp))
                .filteredOn(deployment -> deployment.name().endsWith("-gateway"))
                .allSatisfy(gateway -> assertThat(gateway.environment("SPRING_RABBITMQ_STREAM_PORT"))
                        .contains(stream));
    }

    @Test
    void isTrustedByTheCertificateThatIsGiven() {
        Manifest gateway = Rendering.of("operator-broker.yaml").manifests().only("Deployment", "fourways-gateway");
        Map<String, String> said = Map.of(
                "SPRING_RABBITMQ_SSL_ENABLED", "true",
                "SPRING_RABBITMQ_SSL_BUNDLE", "broker",
                "SPRING_RABBITMQ_STREAM_SSL_ENABLED", "true",
                "SPRING_RABBITMQ_STREAM_SSL_BUNDLE", "broker",
                "SPRING_SSL_BUNDLE_PEM_BROKER_TRUSTSTORE_CERTIFICATE", "/etc/fourways/broker/ca.crt");
        said.forEach(
                (name, value) -> assertThat(gateway.environment(name)).as(name).contains(value));
        assertThat(gateway.containers()
                        .get(0)
                        .path("volumeMounts")
                        .valueStream()
                        .map(mount -> mount.path("mountPath").asString()))
                .contains("/etc/fourways/broker");
    }
}
