package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.rejected.KeptHeaders;
import io.fourways.ingest.relay.InboxSignal;
import io.fourways.ingest.source.Sources;
import io.fourways.service.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what replays webhooks, on the connections that take none in. */
@Configuration(proxyBeanMethods = false)
public class ReplayingConfiguration {

    @Bean
    Replays replays(
            @Qualifier("background") Database database,
            Sources sources,
            KeptHeaders headers,
            Clock clock,
            InboxSignal relay) {
        Release release = new Release(new Reverification(sources, headers), clock);
        return new Replays(database, new Repetition(clock).then(new Readmission(sources)), release, relay);
    }
}
