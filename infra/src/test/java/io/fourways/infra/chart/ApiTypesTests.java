package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiTypesTests {

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#all")
    void everyManifestIsOfItsType(Rendering rendering) {
        assertThat(rendering.manifests().all()).isNotEmpty().allSatisfy(ApiTypes::check);
    }

    @Test
    void aFieldThatNobodyKnowsIsFound() {
        Manifest misspelt = Manifest.of(
                        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selectors: {a: b}}}")
                .orElseThrow();
        assertThatThrownBy(() -> ApiTypes.check(misspelt)).hasMessageContaining("selectors");
    }

    @Test
    void aFieldOfAnotherTypeIsFound() {
        Manifest mistyped = Manifest.of(
                        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: many,"
                                + " selector: {}, template: {}}}")
                .orElseThrow();
        assertThatThrownBy(() -> ApiTypes.check(mistyped)).hasMessageContaining("many");
    }

    @Test
    void aFieldThatNobodyKnowsOfACustomResourceIsFound() {
        Manifest misspelt = Manifest.of(
                        "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, spec: {hostname: b}}")
                .orElseThrow();
        assertThatThrownBy(() -> ApiTypes.check(misspelt)).hasMessageContaining("hostname");
    }
}
