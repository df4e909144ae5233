package io.fourways.dispatch.endpoint;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many endpoints there may be.
 *
 * @param mostPerApp of an app, 1,000 by default: a message is stored in one transaction with what it is owed to, whose deadline
 *                   an app with very many would miss for ever, and everybody's events wait behind its own
 */
@Validated
@ConfigurationProperties("fourways.dispatch.endpoints")
record EndpointProperties(@DefaultValue("1000") @Min(1) int mostPerApp) {}
