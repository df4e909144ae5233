package io.fourways.ingest.receiving;

import io.fourways.ingest.IngestApplication;
import io.fourways.service.publishing.EventPublisher;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;

/** The service as it is, but with no broker: it takes every event. */
@SpringBootConfiguration
@Import(IngestApplication.class)
class RunningIngest {

    @Bean
    EventPublisher publisher() {
        return event -> Mono.empty();
    }
}
