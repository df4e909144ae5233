package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.provider.ProvidersConfiguration;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class RequestLimitsTests {

    private final RequestLimits limits = new RequestLimits(1);

    private static Source source(String name) {
        try (var context = new AnnotationConfigApplicationContext(ProvidersConfiguration.class)) {
            return new Source(
                    name,
                    context.getBean(Providers.class).named("github"),
                    new ProviderSettings(List.of("a"), null, Map.of()),
                    ChannelTemplate.of("c"),
                    null,
                    null);
        }
    }

    @Test
    void forgetSourcesOfWhichNothingComesAnyMore() {
        AtomicInteger sources = new AtomicInteger();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(limits.allow(source("s-" + sources.incrementAndGet()))).isTrue();
            assertThat(limits.sources()).isLessThan(sources.get());
        });
    }
}
