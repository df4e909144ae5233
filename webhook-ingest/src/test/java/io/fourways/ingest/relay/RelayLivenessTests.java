package io.fourways.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.fourways.service.database.Database;
import io.fourways.service.startup.ServiceStartup;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class RelayLivenessTests {

    private final RelayProperties properties = Binder.get(
                    new MockEnvironment().withProperty("fourways.ingest.relay.longest-delay", "1ms"))
            .bindOrCreate("fourways.ingest.relay", RelayProperties.class);
    private Relay relay;

    @AfterEach
    void stop() {
        relay.stop();
    }

    private void start(BooleanSupplier ready) {
        Database database = new Database(mock(ConnectionPool.class), Duration.ofSeconds(1), ready);
        relay = new Relay(database, mock(SourceRelay.class), properties.pause(new Random()), properties);
        relay.start();
    }

    private Status health() {
        return new RelayHealth(relay).health().getStatus();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {}

    @Test
    void goesOnWhateverARoundFailsWith() {
        AtomicInteger rounds = new AtomicInteger();
        start(() -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("thrown by the test");
        });
        await().until(() -> rounds.get() > 3);
        assertThat(health()).isEqualTo(Status.UP);
    }

    @Test
    void isDownOnceTheThreadHasDied() {
        start(() -> {
            throw new NoClassDefFoundError("thrown by the test");
        });
        await().dontCatchUncaughtExceptions().until(relay::hasDied);
        assertThat(health()).isEqualTo(Status.DOWN);
    }

    @Test
    void isPartOfTheServicesLiveness() {
        start(() -> {
            throw new NoClassDefFoundError("thrown by the test");
        });
        await().dontCatchUncaughtExceptions().until(relay::hasDied);
        ConnectionFactory broker = mock();
        ApplicationContextInitializer<GenericApplicationContext> parts = context -> {
            context.registerBean(ConnectionFactory.class, () -> broker);
            context.registerBean("relayHealthIndicator", HealthIndicator.class, () -> new RelayHealth(relay));
        };
        try (ConfigurableApplicationContext service = ServiceStartup.of("webhook-ingest", Service.class)
                .properties(
                        "FOURWAYS_INGEST_ADDRESS=127.0.0.1", "FOURWAYS_INGEST_PORT=0", "fourways.security.mode=open")
                .initializers(parts)
                .run("--management.endpoint.health.validate-group-membership=false")) {
            assertThat(service.getBean(HealthEndpoint.class)
                            .healthForPath("liveness")
                            .getStatus())
                    .isEqualTo(Status.DOWN);
        }
    }

    @Test
    void isUpWhenItWasStopped() {
        start(() -> false);
        relay.stop();
        assertThat(health()).isEqualTo(Status.UP);
    }
}
