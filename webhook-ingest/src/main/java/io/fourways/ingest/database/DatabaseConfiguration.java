package io.fourways.ingest.database;

import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.util.Map;
import org.flywaydb.core.Flyway;
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

    private static final String SCHEMA = "classpath:io/fourways/ingest/database";

    @Bean
    DatabaseUrl databaseUrl(DatabaseProperties properties) {
        return DatabaseUrl.of(properties.url());
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool acceptingConnections(DatabaseUrl url, DatabaseProperties properties) {
        return Connections.pool("accepting", properties.acceptingConnections(), url, properties);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool backgroundConnections(DatabaseUrl url, DatabaseProperties properties) {
        return Connections.pool("background", properties.backgroundConnections(), url, properties);
    }

    @Bean
    Schema schema(
            DatabaseUrl url,
            DatabaseProperties properties,
            @Qualifier("backgroundConnections") ConnectionPool connections,
            Clock clock) {
        Database unguarded = new Database(connections, properties.statementTimeout(), () -> true);
        return new Schema(flyway(url, properties), new Partitions(unguarded, clock));
    }

    private static Flyway flyway(DatabaseUrl url, DatabaseProperties properties) {
        String patience = Long.toString(Math.max(1, properties.connectTimeout().toSeconds()));
        return Flyway.configure(DatabaseConfiguration.class.getClassLoader())
                .dataSource(url.jdbcUrl(), url.username(), url.password())
                .jdbcProperties(Map.of("connectTimeout", patience, "socketTimeout", "30"))
                .locations(SCHEMA)
                .failOnMissingLocations(true)
                .load();
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
        return new Partitions(database, clock);
    }

    @Bean
    ReactiveHealthIndicator databaseHealthIndicator(@Qualifier("accepting") Database database) {
        return new DatabaseHealth(database);
    }
}
