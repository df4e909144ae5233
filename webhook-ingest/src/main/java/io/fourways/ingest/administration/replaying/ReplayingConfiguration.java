package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.rejected.KeptHeaders;
import io.fourways.ingest.relay.InboxSignal;
import io.fourways.ingest.source.Sources;
import io.fourways.service.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires what replays webhooks, on the connections that take none in. */
@Configuration(proxyBeanMethods = false)
public class ReplayingConfiguration {

    private static final int IDLE_SECONDS = 60;

    /** One thread: who replays is in less of a hurry than who sends. */
    @Bean(destroyMethod = "dispose")
    Scheduler reverifying() {
        return Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "verifying-again", IDLE_SECONDS, true);
    }

    @Bean
    Replays replays(
            @Qualifier("background") Database database,
            Sources sources,
            KeptHeaders headers,
            @Qualifier("reverifying") Scheduler reverifying,
            Clock clock,
            InboxSignal relay) {
        Release release = new Release(new Reverification(sources, headers, reverifying), clock);
        return new Replays(database, new Repetition(clock).then(new Readmission(sources)), release, relay);
    }
}
