package io.fourways.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.startup.ServiceStartup;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;

/** The database is a machine of its own: it may come later than the service. */
class StartsWithoutDatabaseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import(IngestApplication.class)
    static class Service {

        @Bean
        EventPublisher publisher() {
            return event -> Mono.empty();
        }
    }

    @Test
    void becomesReadyWhenTheDatabaseComes() {
        TestDatabase database = TestDatabase.mortal();
        database.kill();
        try (ConfigurableApplicationContext service = start(database)) {
            HealthEndpoint health = service.getBean(HealthEndpoint.class);
            assertThat(readiness(health)).isNotEqualTo(Status.UP);
            assertThat(health.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
            database.restart();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(readiness(health)).isEqualTo(Status.UP));
        } finally {
            database.restart();
        }
    }

    private static ConfigurableApplicationContext start(TestDatabase database) {
        return ServiceStartup.of("webhook-ingest", Service.class)
                .properties(
                        "FOURWAYS_INGEST_ADDRESS=127.0.0.1",
                        "FOURWAYS_INGEST_PORT=0",
                        "fourways.security.jwt-secret=0123456789abcdef0123456789abcdef",
                        "fourways.ingest.database.url=" + database.url())
                .run("--management.endpoint.health.validate-group-membership=false");
    }

    private static Status readiness(HealthEndpoint health) {
        return health.healthForPath("readiness").getStatus();
    }
}
