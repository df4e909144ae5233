package io.fourways.dispatch.operational;

import io.fourways.dispatch.endpoint.EndpointChanges;
import io.fourways.dispatch.outbox.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what follows from changes by hand. */
@Configuration(proxyBeanMethods = false)
public class OperationalConfiguration {

    @Bean
    EndpointChanges switchedByHand(Outbox outbox, Clock clock) {
        return new SwitchedByHand(outbox, clock);
    }
}
