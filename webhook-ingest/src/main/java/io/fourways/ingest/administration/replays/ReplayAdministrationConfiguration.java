package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.AdminOnly;
import io.fourways.ingest.administration.replaying.Replays;
import io.fourways.ingest.relay.InboxSignal;
import io.fourways.service.access.Authenticator;
import io.fourways.service.background.Schedule;
import io.fourways.service.database.Database;
import io.fourways.service.turns.SharedWorker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires replays of many, on the connections that take no webhooks in. */
@Configuration(proxyBeanMethods = false)
public class ReplayAdministrationConfiguration {

    @Bean
    SharedWorker replayWorker(
            @Qualifier("background") Database database, Replays replays, InboxSignal relay, ReplayMetrics metrics) {
        return new SharedWorker(
                "A replay", new ReplayWork(database, new ReplayTable(database), replays, relay, metrics));
    }

    @Bean
    ReplayMetrics replayMetrics(MeterRegistry registry) {
        return new ReplayMetrics(registry);
    }

    @Bean
    ReplayProbe replayProbe(@Qualifier("background") Database database, Clock clock, ReplayMetrics metrics) {
        ReplayProbe probe = new ReplayProbe(new ReplayTable(database), clock);
        metrics.watch(probe);
        return probe;
    }

    @Bean
    Schedule replayProbeSchedule(ReplayProbe probe) {
        return probe.schedule();
    }

    /** Before those of a single webhook, which would take {@code replay} for its id. */
    @Bean
    @Order(0)
    RouterFunction<ServerResponse> replayAdministrationRoutes(
            @Qualifier("background") Database database, Clock clock, Authenticator authenticator) {
        ReplaysHandler handler = new ReplaysHandler(database, new ReplayTable(database), clock);
        return ReplayRoutes.to(handler, new AdminOnly(authenticator));
    }
}
