package io.fourways.producer.intake;

import io.fourways.contract.Event;
import io.fourways.contract.Grants;
import io.fourways.contract.NamePattern;
import io.fourways.producer.ProducerApplication;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.EventPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** The producer as it is, but for a log in memory and three tokens: none, {@code orders} and {@code broken}. */
@SpringBootConfiguration
@Import(ProducerApplication.class)
class RunningProducer {

    /** Remembers what was published; refuses channels below {@code away}, and fails on {@code bug}. */
    static final class Log implements EventPublisher {

        private final List<Event> events = new CopyOnWriteArrayList<>();

        @Override
        public Mono<Void> publish(Event event) {
            String channel = event.channel().name();
            if (channel.startsWith("away")) {
                return Mono.error(new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE, "broker-unavailable", "Not published", "away")
                        .retryAfter(Duration.ofSeconds(1)));
            }
            if (channel.equals("bug")) {
                return Mono.error(new IllegalStateException("secret internals"));
            }
            return Mono.fromRunnable(() -> events.add(event));
        }

        List<Event> events() {
            return events;
        }

        Event only() {
            return events.get(0);
        }

        void clear() {
            events.clear();
        }
    }

    @Bean
    Log log() {
        return new Log();
    }

    @Bean
    Authenticator authenticator() {
        Grants orders = new Grants(List.of(), List.of(NamePattern.ofChannels("orders.*")), false);
        Map<String, Caller> callers = Map.of("orders", new Caller("shop", orders, null));
        return token -> {
            if (token == null) {
                return Mono.just(Caller.ANYONE);
            }
            return Mono.justOrEmpty(callers.get(token)).switchIfEmpty(Mono.error(Unauthenticated.invalid("unknown")));
        };
    }
}
