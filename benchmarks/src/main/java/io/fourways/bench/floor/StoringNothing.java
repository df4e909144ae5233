package io.fourways.bench.floor;

import io.fourways.ingest.IngestApplication;
import io.fourways.ingest.inbox.Acceptance;
import io.fourways.ingest.inbox.Inbox;
import io.fourways.service.startup.ServiceStartup;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

/** webhook-ingest whole, with an inbox that says at once that it has stored what it has forgotten. */
@Configuration(proxyBeanMethods = false)
public class StoringNothing {

    public static void main(String[] args) {
        ServiceStartup.of("webhook-ingest", IngestApplication.class)
                .sources(StoringNothing.class)
                .run(args);
    }

    @Bean
    @Primary
    Inbox forgetfulInbox() {
        return events -> Mono.just(new Acceptance.Accepted());
    }
}
