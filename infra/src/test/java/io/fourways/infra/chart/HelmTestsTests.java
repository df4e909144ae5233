package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code helm test} would run. */
class HelmTestsTests {

    @Test
    void areNoPartOfAnInstallation() {
        assertThat(Rendering.of("required.yaml").manifests().ofKind("Pod")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void askEachServiceByItsOwnImage(Rendering rendering) {
        Manifests manifests = rendering.withHooks().manifests();
        assertThat(manifests.ofKind("Deployment")).isNotEmpty().allSatisfy(deployment -> {
            Manifest test = manifests.only("Pod", deployment.name() + "-test");
            assertThat(test.containers().get(0).path("image").asString())
                    .isEqualTo(deployment.containers().get(0).path("image").asString());
            String asked = test.containers().get(0).at("/command/2").asString();
            assertThat(manifests.find("Service", asked)).isPresent();
        });
    }

    /** It would be taken for a pod of the service, and sent requests. */
    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void arePodsOfNoService(Rendering rendering) {
        Manifests manifests = rendering.withHooks().manifests();
        assertThat(manifests.ofKind("Pod")).isNotEmpty().allSatisfy(test -> assertThat(manifests.ofKind("Service"))
                .noneMatch(service -> test.labels("/metadata/labels")
                        .entrySet()
                        .containsAll(service.labels("/spec/selector").entrySet())));
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void areOfTheirTypes(Rendering rendering) {
        assertThat(rendering.withHooks().manifests().ofKind("Pod")).isNotEmpty().allSatisfy(ApiTypes::check);
    }
}
