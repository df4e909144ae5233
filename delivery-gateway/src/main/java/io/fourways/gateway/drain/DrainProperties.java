package io.fourways.gateway.drain;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a gateway goes away.
 *
 * @param time     over how long its clients are sent away, 10 s by default; less when they are fewer than 100 for each
 *                 second of it. More than about 20 s want more of {@code spring.lifecycle.timeout-per-shutdown-phase} too,
 *                 which is 30 s
 * @param maxDelay within how long after that they are to come back, to another gateway, each after a random part of it;
 *                 2 s by default
 */
@Validated
@ConfigurationProperties("fourways.gateway.drain")
public record DrainProperties(
        @DefaultValue("10s") Duration time,
        @DefaultValue("2s") Duration maxDelay) {}
