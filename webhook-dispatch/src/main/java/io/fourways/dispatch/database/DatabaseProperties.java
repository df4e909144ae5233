package io.fourways.dispatch.database;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the database of messages and deliveries is, and how long it is waited for.
 *
 * @param url                {@code postgresql://user:password@host:port/database}; what is special in a URL is
 *                           percent-encoded; {@code ?sslmode=require} and the like may follow; required
 * @param servingConnections how many connections serve the API, 4 by default
 * @param workingConnections how many claiming, recording, intake, recovery and retention share, 12 by default
 * @param connectTimeout     how long a connection is waited for, 2 seconds by default
 * @param statementTimeout   how long a transaction of the API may last, and any single statement, 5 seconds by default
 * @param lockTimeout        how long a request may wait for what another transaction has locked, 2 seconds by default
 */
@Validated
@ConfigurationProperties("fourways.dispatch.database")
record DatabaseProperties(
        @Nullable String url,
        @DefaultValue("4") @Min(1) int servingConnections,
        @DefaultValue("12") @Min(4) int workingConnections,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration statementTimeout,
        @DefaultValue("2s") @DurationMin(millis = 1) Duration lockTimeout) {

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "DatabaseProperties[" + servingConnections + " + " + workingConnections + " connections]";
    }
}
