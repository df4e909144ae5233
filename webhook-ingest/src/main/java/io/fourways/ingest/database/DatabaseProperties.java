package io.fourways.ingest.database;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the inbox's database is, and how long it is waited for.
 *
 * @param url                   {@code postgresql://user:password@host:port/database}; what is special in a URL is
 *                              percent-encoded; {@code ?sslmode=require} and the like may follow; required
 * @param acceptingConnections  how many connections take webhooks in, 8 by default
 * @param backgroundConnections how many the relay, retention and administration share, 4 by default
 * @param connectTimeout        how long a connection is waited for, 2 seconds by default
 * @param statementTimeout      how long a transaction that takes webhooks in may last, and any single statement, 2
 *                              seconds by default
 * @param lockTimeout           how long taking a webhook in may wait for another transaction that stores the same one and
 *                              does not come to its end, 500 milliseconds by default
 */
@Validated
@ConfigurationProperties("fourways.ingest.database")
record DatabaseProperties(
        @Nullable String url,
        @DefaultValue("8") @Min(1) int acceptingConnections,
        @DefaultValue("4") @Min(3) int backgroundConnections,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration statementTimeout,
        @DefaultValue("500ms") @DurationMin(millis = 1) Duration lockTimeout) {

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "DatabaseProperties[" + acceptingConnections + " + " + backgroundConnections + " connections]";
    }
}
