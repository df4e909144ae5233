package io.fourways.dispatch.database;

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
 * Wires the database. The API has connections of its own ({@code serving}), so that nothing else keeps them from it; claiming,
 * recording, intake and everything else that works by itself share the others ({@code working}).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseConfiguration {

    private static final String SCHEMA = "io/fourways/dispatch/database";

    /** No transaction of intake, of retention or of a recovery has a later deadline. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

    private static final List<String> BY_DAY = List.of("message", "delivery", "attempt");

    @Bean
    DatabaseAccess databaseAccess(DatabaseProperties properties) {
        DatabaseUrl url = DatabaseUrl.of("fourways.dispatch.database.url", properties.url());
        return new DatabaseAccess("dispatch", url, properties.connectTimeout(), properties.statementTimeout());
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool servingConnections(DatabaseAccess access, DatabaseProperties properties) {
        return new Connections(access)
                .pool(
                        "serving",
                        properties.servingConnections(),
                        properties.statementTimeout(),
                        properties.lockTimeout());
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool workingConnections(DatabaseAccess access, DatabaseProperties properties) {
        return new Connections(access)
                .pool("working", properties.workingConnections(), LONGEST_WORK, properties.statementTimeout());
    }

    @Bean
    Schema schema(DatabaseAccess access, @Qualifier("workingConnections") ConnectionPool connections, Clock clock) {
        Database unguarded = new Database(connections, access.statementTimeout(), () -> true);
        return new Schema(access, SCHEMA, new Partitions(unguarded, clock, BY_DAY));
    }

    @Bean
    Database serving(
            @Qualifier("servingConnections") ConnectionPool connections, DatabaseProperties properties, Schema schema) {
        return new Database(connections, properties.statementTimeout(), schema::isReady);
    }

    @Bean
    Database working(
            @Qualifier("workingConnections") ConnectionPool connections, DatabaseProperties properties, Schema schema) {
        return new Database(connections, properties.statementTimeout(), schema::isReady);
    }

    @Bean
    Partitions partitions(@Qualifier("working") Database database, Clock clock) {
        return new Partitions(database, clock, BY_DAY);
    }

    @Bean
    ReactiveHealthIndicator databaseHealthIndicator(@Qualifier("serving") Database database) {
        return new DatabaseHealth(database);
    }
}
