package io.fourways.dispatch.message.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What may be sent over the API.
 *
 * @param maxBody how large a request with a message may be, 1 MB by default
 */
@ConfigurationProperties("fourways.dispatch.messages")
record MessageProperties(@DefaultValue("1MB") DataSize maxBody) {}
