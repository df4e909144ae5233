package io.fourways.dispatch.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may be sent to the API.
 *
 * @param maxBody     how large a request with a message may be, 1 MB by default
 * @param maxInFlight how large all requests that are at work may be together, 64 MB by default
 */
@ConfigurationProperties("fourways.dispatch.messages")
public record BodyProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("64MB") DataSize maxInFlight) {

    /** How large any request may be. */
    public DataSize largest() {
        return maxBody.compareTo(Members.MAX_BODY) > 0 ? maxBody : Members.MAX_BODY;
    }
}
