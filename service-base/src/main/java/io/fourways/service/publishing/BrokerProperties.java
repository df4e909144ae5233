package io.fourways.service.publishing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What kind of broker the services stand on.
 *
 * @param embedded whether it is the embedded one, which has no streams, so that the log is not declared on it; false
 *                 by default
 */
@ConfigurationProperties("fourways.broker")
record BrokerProperties(@DefaultValue("false") boolean embedded) {}
