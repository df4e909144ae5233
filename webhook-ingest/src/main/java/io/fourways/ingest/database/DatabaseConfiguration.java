package io.fourways.ingest.database;

import io.fourways.service.database.Connections;
import io.fourways.service.database.Database;
import io.fourways.service.database.DatabaseAccess;
import io.fourways.service.database.DatabaseHealth;
import io.fourways.service.database.DatabaseUrl;
import io.fourways.service.database.Partitions;
import io.fourways.service.database.Schema;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the database. Taking webhooks in has connections of its own ({@code accepting}), so that nothing else keeps them
 * from it; the relay, retention and administration share the others ({@code background}).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseConfiguration {

    private static final String SCHEMA = "io/fourways/ingest/database";

    /** No transaction of the relay, of retention or of a replay has a later deadline. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

    private static final List<String> BY_DAY = List.of("inbox", "rejected");

    @Bean
    DatabaseAccess databaseAccess(DatabaseProperties properties) {
        DatabaseUrl url = DatabaseUrl.of("fourways.ingest.database.url", properties.url());
        return new DatabaseAccess("ingest", url, properties.connectTimeout(), properties.statementTimeout());
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool acceptingConnections(DatabaseAccess access, DatabaseProperties properties) {
        return new Connections(access)
                .pool(
                        "accepting",
                        properties.acceptingConnections(),
                        properties.statementTimeout(),
                        properties.lockTimeout());
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool backgroundConnections(DatabaseAccess access, DatabaseProperties properties) {
        return new Connections(access)
                .pool("background", properties.backgroundConnections(), LONGEST_WORK, properties.statementTimeout());
    }

    @Bean
    Schema schema(DatabaseAccess access, @Qualifier("backgroundConnections") ConnectionPool connections, Clock clock) {
        Database unguarded = new Database(connections, access.statementTimeout(), () -> true);
        return new Schema(access, SCHEMA, new Partitions(unguarded, clock, BY_DAY));
    }

    @Bean
    Database accepting(
            @Qualifier("acceptingConnections") ConnectionPool connections,
            DatabaseProperties properties,
            Schema schema) {
        return new Database(connections, properties.statementTimeout(), schema::isReady);
    }

    @Bean
    Database background(
            @Qualifier("backgroundConnections") ConnectionPool connections,
            DatabaseProperties properties,
            Schema schema) {
        return new Database(connections, properties.statementTimeout(), schema::isReady);
    }

    @Bean
    Partitions partitions(@Qualifier("background") Database database, Clock clock) {
        return new Partitions(database, clock, BY_DAY);
    }

    @Bean
    ReactiveHealthIndicator databaseHealthIndicator(@Qualifier("accepting") Database database) {
        return new DatabaseHealth(database);
    }
}
