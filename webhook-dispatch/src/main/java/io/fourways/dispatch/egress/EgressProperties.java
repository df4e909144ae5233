package io.fourways.dispatch.egress;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where webhooks may be sent, and how long and how much of an answer is waited for.
 *
 * @param http         whether {@code http:} will do as well as {@code https:}, false by default
 * @param ports        that endpoints may have, such as {@code 443} or {@code 1024-65535}; 443 and 8443 by default
 * @param allow        addresses, such as {@code 10.1.2.0/24}, that may be connected to though they are not on the Internet; none
 *                     by default
 * @param deny         addresses that may not be, whatever else is said of them: one's own on the Internet, say; none by default
 * @param connect      how long look-up, connection and TLS may take together, 5 seconds by default
 * @param firstByte    how long the status is waited for once the request is sent, 15 seconds by default
 * @param whole        how long everything may take, 30 seconds by default
 * @param body         how much of an answer is read and kept; the connection is closed to be rid of the rest; 16 KB by default.
 *                     With more than that a delivery counts for several, since answers wait while the database is away
 * @param keepAlive    how long a connection is kept for the next request, 4 seconds by default: less than servers do, so that it
 *                     is not they who close it
 * @param connections  how many there are at once to one host and port, 2000 by default: so many that concurrency is the
 *                     endpoints' to bound, and one that hangs does not stand in the way of another on its host
 */
@Validated
@ConfigurationProperties("fourways.dispatch.egress")
record EgressProperties(
        @DefaultValue("false") boolean http,
        @DefaultValue({"443", "8443"}) List<String> ports,
        @DefaultValue List<String> allow,
        @DefaultValue List<String> deny,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration connect,
        @DefaultValue("15s") @DurationMin(millis = 1) Duration firstByte,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration whole,
        @DefaultValue("16KB") DataSize body,
        @DefaultValue("4s") @DurationMin(millis = 1) Duration keepAlive,
        @DefaultValue("2000") @Min(1) int connections) {}
