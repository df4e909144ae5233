package io.fourways.service.connections;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a service's connections may cost it. None of it concerns what is being answered, however long that takes: a long
 * poll, an event stream or a WebSocket may be quiet for ever.
 *
 * @param headTimeout   how long a connection may wait for a request: from when it was opened, or from the answer before,
 *                      until all of the next request's head is there; 75 seconds by default, so that a proxy that closes
 *                      idle connections after a minute is first
 * @param max           how many connections there may be at once, 60000 by default, more than a gateway holds; one more
 *                      is closed at once
 * @param managementMax the same of the management port, 100 by default: an orchestrator and some collectors of metrics
 */
@Validated
@ConfigurationProperties("fourways.connections")
record ConnectionProperties(
        @DefaultValue("75s") @DurationMin(millis = 1) Duration headTimeout,
        @DefaultValue("60000") @Min(1) int max,
        @DefaultValue("100") @Min(1) int managementMax) {}
