package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What holds for every pod, whatever the values say. */
class PodsTests {

    static Stream<Manifest> pods() {
        return Matrix.newest()
                .map(Rendering::withHooks)
                .flatMap(rendering -> rendering.manifests().all().stream())
                .filter(manifest -> !manifest.pod().isMissingNode());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void isAllowedUnderTheRestrictedStandard(Manifest manifest) {
        JsonNode pod = manifest.pod();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
        assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                .isFalse();
        assertThat(manifest.containers()).isNotEmpty().allSatisfy(container -> {
            JsonNode security = container.path("securityContext");
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
            assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void writesNowhereButInTmp(Manifest manifest) {
        assertThat(manifest.containers()).allSatisfy(container -> {
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container
                            .path("volumeMounts")
                            .valueStream()
                            .filter(mount -> !mount.path("readOnly").asBoolean(false))
                            .map(mount -> mount.path("mountPath").asString()))
                    .containsExactly("/tmp");
        });
    }

    /** Kubernetes would say FOURWAYS_GATEWAY_PORT=tcp://10.0.0.1:80 of the Service fourways-gateway. */
    @ParameterizedTest
    @MethodSource("pods")
    void hasNothingFromTheApiServer(Manifest manifest) {
        assertThat(manifest.pod().path("automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(manifest.pod().path("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void hasItsMemoryBounded(Manifest manifest) {
        assertThat(manifest.containers()).allSatisfy(container -> assertThat(
                        container.at("/resources/limits/memory").asString())
                .isNotEmpty());
    }

    @Test
    void runsAsTheImagesUser() {
        assertThat(Rendering.of("required.yaml").manifests().ofKind("Deployment"))
                .hasSize(4)
                .allSatisfy(deployment -> assertThat(List.of(
                                deployment
                                        .pod()
                                        .at("/securityContext/runAsUser")
                                        .asInt(),
                                deployment
                                        .pod()
                                        .at("/securityContext/runAsGroup")
                                        .asInt()))
                        .containsOnly(10001));
    }

    @Test
    void runsAsTheClustersUserWhereItGivesOne() {
        assertThat(Rendering.of("openshift.yaml").manifests().ofKind("Deployment"))
                .hasSize(4)
                .allSatisfy(deployment -> assertThat(
                                deployment.pod().path("securityContext").propertyNames())
                        .containsExactlyInAnyOrder("runAsNonRoot", "seccompProfile"));
    }
}
