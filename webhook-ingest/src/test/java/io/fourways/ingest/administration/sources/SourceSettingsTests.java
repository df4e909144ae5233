package io.fourways.ingest.administration.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.provider.ProvidersConfiguration;
import io.fourways.ingest.source.ChannelTemplate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class SourceSettingsTests {

    private static final Providers PROVIDERS = found();

    private static Providers found() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(ProvidersConfiguration.class)) {
            return context.getBean(Providers.class);
        }
    }

    @Test
    void keepSecretsOutOfLogs() {
        SourceSettings settings = new SourceSettings(
                PROVIDERS.named("meta"),
                List.of("needle-1", "needle-2"),
                ChannelTemplate.of(ChannelTemplate.DEFAULT),
                null,
                null,
                Map.of("verify-token", "needle-3"),
                null);
        assertThat(settings.toString()).contains("meta", "2 secrets").doesNotContain("needle");
    }
}
