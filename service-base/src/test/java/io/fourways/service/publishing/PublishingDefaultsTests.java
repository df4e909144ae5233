package io.fourways.service.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.logs.LogsConfiguration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;

class PublishingDefaultsTests {

    private final Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(TopologyOnly.class);

    @Configuration
    @EnableConfigurationProperties(LogProperties.class)
    @Import({TopologyConfiguration.class, LogsConfiguration.class})
    static class TopologyOnly {}

    @Configuration
    @EnableConfigurationProperties(PublishingProperties.class)
    static class PublishingOnly {}

    @Test
    void boundsWhatIsInFlight() {
        assertThat(binder.bindOrCreate("fourways.publishing", PublishingProperties.class))
                .isEqualTo(new PublishingProperties(
                        1000,
                        DataSize.ofMegabytes(4),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1)));
    }

    @Test
    void refusesToHaveNoRoomForWhatIsUnconfirmed() {
        new ApplicationContextRunner()
                .withUserConfiguration(PublishingOnly.class)
                .withPropertyValues("fourways.publishing.max-unconfirmed=0")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void boundsTheLog() {
        assertThat(binder.bindOrCreate("fourways.log", LogProperties.class))
                .isEqualTo(new LogProperties(DataSize.ofGigabytes(5), Duration.ofDays(7), DataSize.ofMegabytes(100)));
        assertThat(binder.bindOrCreate("fourways.broker", BrokerProperties.class))
                .isEqualTo(new BrokerProperties(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fourways.log.max-age=500ms", "fourways.log.segment-size=4GB", "fourways.log.max-bytes=10MB"})
    void refusesImpossibleLog(String property) {
        application.withPropertyValues(property).run(context -> assertThat(context)
                .hasFailed());
    }

    @Test
    void declaresTheLogAsAStreamWithItsRetention() {
        application.withPropertyValues("fourways.log.max-age=1h").run(context -> assertThat(
                        context.getBean("log", Declarables.class).getDeclarables())
                .first()
                .isInstanceOfSatisfying(Queue.class, log -> assertThat(log.getArguments())
                        .containsEntry("x-queue-type", "stream")
                        .containsEntry("x-max-age", "3600s")
                        .containsEntry("x-max-length-bytes", 5L << 30)
                        .containsEntry("x-stream-max-segment-size-bytes", 100L << 20)));
    }

    @Test
    void declaresNoLogOnAnEmbeddedBroker() {
        application
                .withPropertyValues("fourways.broker.embedded=true")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("log"));
    }
}
