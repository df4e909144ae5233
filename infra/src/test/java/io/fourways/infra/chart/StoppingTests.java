package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That a pod is not killed before it has taken leave. */
class StoppingTests {

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#all")
    void graceIsLongerThanTheLeaveTakes(Rendering rendering) {
        assertThat(rendering.manifests().ofKind("Deployment")).isNotEmpty().allSatisfy(deployment -> {
            Duration phase = seconds(deployment, "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE");
            Duration delay = Duration.ofSeconds(deployment
                    .containers()
                    .get(0)
                    .at("/lifecycle/preStop/sleep/seconds")
                    .asInt(0));
            assertThat(Duration.ofSeconds(deployment
                            .pod()
                            .path("terminationGracePeriodSeconds")
                            .asInt()))
                    .isGreaterThanOrEqualTo(delay.plus(phase).plus(phase));
        });
    }

    @ParameterizedTest
    @CsvSource({"fourways-gateway, FOURWAYS_GATEWAY_DRAIN_TIME", "fourways-dispatch, FOURWAYS_DISPATCH_DELIVERY_DRAIN"})
    void aPhaseIsLongerThanTheDrainInIt(String name, String drain) {
        Manifest deployment = Rendering.of("required.yaml").manifests().only("Deployment", name);
        assertThat(seconds(deployment, "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE"))
                .isGreaterThan(seconds(deployment, drain));
    }

    @Test
    void graceFollowsTheDrain() {
        Manifest gateway = Rendering.of("required.yaml")
                .with("gateway.drainSeconds=120")
                .manifests()
                .only("Deployment", "fourways-gateway");
        assertThat(gateway.environment("FOURWAYS_GATEWAY_DRAIN_TIME")).contains("120s");
        assertThat(gateway.pod().path("terminationGracePeriodSeconds").asInt()).isEqualTo(5 + 2 * 130);
    }

    @Test
    void waitsUntilOthersKnowWhereTheClusterCan() {
        assertThat(delay("1.30.0")).isEqualTo(5);
        assertThat(delay("1.27.0")).isZero();
    }

    private static int delay(String kubernetes) {
        return Rendering.of("required.yaml")
                .on(kubernetes)
                .manifests()
                .only("Deployment", "fourways-gateway")
                .containers()
                .get(0)
                .at("/lifecycle/preStop/sleep/seconds")
                .asInt(0);
    }

    private static Duration seconds(Manifest deployment, String variable) {
        return Duration.parse("PT" + deployment.environment(variable).orElseThrow());
    }
}
