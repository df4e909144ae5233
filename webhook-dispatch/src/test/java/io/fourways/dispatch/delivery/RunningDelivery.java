package io.fourways.dispatch.delivery;

import io.fourways.contract.Event;
import io.fourways.contract.EventJson;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.recording.RecordingConfiguration;
import io.fourways.dispatch.egress.EgressConfiguration;
import io.fourways.dispatch.outbox.Outbox;
import io.fourways.dispatch.secret.SecretConfiguration;
import io.fourways.service.database.ByteaArray;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A dispatcher with what it needs, without a broker and without the API. */
public final class RunningDelivery implements AutoCloseable {

    private final RunningDatabase running;

    private RunningDelivery(RunningDatabase running) {
        this.running = running;
    }

    /**
     * Starts, and waits for the tables.
     *
     * @param properties below {@code fourways.dispatch}, as {@code name=value}
     */
    public static RunningDelivery on(String url, Clock clock, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "fourways.dispatch.delivery.poll-interval=50ms",
                "fourways.dispatch.secrets-key=" + Owed.SECRETS_KEY,
                "fourways.dispatch.egress.http=true",
                "fourways.dispatch.egress.ports=1024-65535",
                "fourways.dispatch.egress.allow=127.0.0.0/8"));
        for (String property : properties) {
            all.add("fourways.dispatch." + property);
        }
        RunningDatabase running = RunningDatabase.on(
                url,
                clock,
                all,
                EgressConfiguration.class,
                SecretConfiguration.class,
                RecordingConfiguration.class,
                DeliveryConfiguration.class,
                Parts.class);
        running.awaitReady();
        return new RunningDelivery(running);
    }

    public void raise(String... endpointIds) {
        running.get(DueSignal.class).raise(List.of(endpointIds));
    }

    public double count(String counter) {
        return running.get(MeterRegistry.class).get(counter).counter().count();
    }

    public double gauge(String name) {
        return running.get(MeterRegistry.class).get(name).gauge().value();
    }

    public <T> T get(Class<T> type) {
        return running.get(type);
    }

    @Override
    public void close() {
        running.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Outbox outbox() {
            return new KeptOutbox();
        }
    }

    /** Nothing of it is ever published. */
    private static final class KeptOutbox implements Outbox {

        @Override
        public Mono<Void> write(DatabaseClient client, List<Event> events) {
            List<byte[]> encoded = events.stream().map(EventJson::encode).toList();
            return client.sql("INSERT INTO outbox (created_at, event) SELECT now(), e FROM unnest($1::bytea[]) AS e")
                    .bind(0, new ByteaArray(encoded))
                    .then();
        }

        @Override
        public void raise() {}
    }
}
