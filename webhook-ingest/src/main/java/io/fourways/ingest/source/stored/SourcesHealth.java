package io.fourways.ingest.source.stored;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether it is known which sources there are: before, a webhook of one managed at run time has to be put off. */
final class SourcesHealth implements HealthIndicator {

    private final StoredSources sources;

    SourcesHealth(StoredSources sources) {
        this.sources = sources;
    }

    @Override
    public Health health() {
        return sources.areKnown() ? Health.up().build() : Health.down().build();
    }
}
