package io.fourways.service.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.fourways.service.startup.ServiceStartup;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

class PublishingLivenessTests {

    @Test
    void endsWithTheThreadThatPublishes() {
        try (ConfigurableApplicationContext service = start(new NoClassDefFoundError("thrown by the test"))) {
            await().until(() -> service.getBean(PublishingLoop.class).hasDied());
            assertThat(liveness(service)).isEqualTo(Status.DOWN);
        }
    }

    @Test
    void survivesABrokerThatIsAway() {
        AmqpConnectException refused = new AmqpConnectException(new ConnectException("thrown by the test"));
        try (ConfigurableApplicationContext service = start(refused)) {
            assertThat(liveness(service)).isEqualTo(Status.UP);
            PublishingLoop loop = service.getBean(PublishingLoop.class);
            loop.stop();
            assertThat(loop.hasDied()).isFalse();
            assertThat(liveness(service)).isEqualTo(Status.UP);
        }
    }

    private static ConfigurableApplicationContext start(Throwable onConnecting) {
        ConnectionFactory connections = mock();
        doThrow(onConnecting).when(connections).createConnection();
        ApplicationContextInitializer<GenericApplicationContext> broker =
                context -> context.registerBean(ConnectionFactory.class, () -> connections);
        return ServiceStartup.of("publishing", Service.class)
                .properties("server.address=127.0.0.1", "server.port=0", "fourways.security.mode=open")
                .initializers(broker)
                .run();
    }

    private static Status liveness(ConfigurableApplicationContext service) {
        return service.getBean(HealthEndpoint.class).healthForPath("liveness").getStatus();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {}
}
