package io.fourways.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.source.declared.SourcesProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Limits that nothing could be done within: the service does not start with them. */
class ImpossiblePropertiesTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan(basePackageClasses = IngestApplication.class)
    static class Bound {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fourways.ingest.sources-refresh=0s",
                "fourways.ingest.inbox.max-waiting-bytes=0",
                "fourways.ingest.inbox.batch-bytes=0",
                "fourways.ingest.inbox.batch-size=0",
                "fourways.ingest.relay.batch-size=0",
                "fourways.ingest.receiving.max-body-size=0",
                "fourways.ingest.receiving.max-body-size=2GB",
                "fourways.ingest.receiving.max-bytes-in-flight=1KB",
                "fourways.ingest.rejected.max-body-size=-1",
                "fourways.ingest.rejected.max-bytes-per-hour=-1",
                "fourways.ingest.rejected.max-waiting-bytes=-1",
                "fourways.ingest.rejected.batch-size=0",
                "fourways.ingest.rejected.pause=0s"
            })
    void areRefused(String property) {
        service.withPropertyValues("fourways.ingest.database.url=postgresql://u@h/d")
                .run(context -> assertThat(context).hasSingleBean(SourcesProperties.class));
        service.withPropertyValues("fourways.ingest.database.url=postgresql://u@h/d", property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                property.substring("fourways.ingest.".length(), property.indexOf('='))));
    }
}
