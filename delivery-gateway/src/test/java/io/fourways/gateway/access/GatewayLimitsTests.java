package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class GatewayLimitsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean(SimpleMeterRegistry.class)
            .withBean(Policies.class, () -> Policies.NONE)
            .withUserConfiguration(AccessConfiguration.class);

    static GatewayLimits defaults() {
        return new GatewayLimits(
                50_000,
                5_000,
                20_000,
                128,
                100,
                1_000,
                DataSize.ofMegabytes(64),
                Duration.ofMinutes(2),
                DataSize.ofKilobytes(64),
                100,
                500,
                1_000,
                2_000,
                10_000);
    }

    @Test
    void pinsTheDefaults() {
        runner.run(context -> {
            assertThat(context.getBean(GatewayLimits.class)).isEqualTo(defaults());
            assertThat(context.getBean(OriginProperties.class).allowedOrigins()).isEmpty();
        });
    }

    @Test
    void takesEachFromItsProperty() {
        runner.withPropertyValues(
                        "fourways.gateway.limits.connections=1",
                        "fourways.gateway.limits.connections-per-subject=2",
                        "fourways.gateway.limits.connections-per-address=3",
                        "fourways.gateway.limits.subscriptions-per-connection=4",
                        "fourways.gateway.limits.channels-per-subscription=5",
                        "fourways.gateway.limits.patterns-per-connection=10",
                        "fourways.gateway.limits.unread-answers=11MB",
                        "fourways.gateway.limits.answer-time=12s",
                        "fourways.gateway.limits.frame-size=6KB",
                        "fourways.gateway.limits.publish-rate=7",
                        "fourways.gateway.limits.publish-burst=8",
                        "fourways.gateway.limits.refusals=9",
                        "fourways.gateway.limits.connect-rate=13",
                        "fourways.gateway.limits.connect-burst=14",
                        "fourways.gateway.allowed-origins=https://a.example,https://*.b.example")
                .run(context -> {
                    assertThat(context.getBean(GatewayLimits.class))
                            .isEqualTo(new GatewayLimits(
                                    1,
                                    2,
                                    3,
                                    4,
                                    5,
                                    10,
                                    DataSize.ofMegabytes(11),
                                    Duration.ofSeconds(12),
                                    DataSize.ofKilobytes(6),
                                    7,
                                    8,
                                    9,
                                    13,
                                    14));
                    assertThat(context.getBean(OriginProperties.class).allowedOrigins())
                            .containsExactly("https://a.example", "https://*.b.example");
                });
    }

    @Test
    void refusesALimitOfNothing() {
        runner.withPropertyValues("fourways.gateway.limits.publish-rate=0")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("publishRate"));
    }
}
