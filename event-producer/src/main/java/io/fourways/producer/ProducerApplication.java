package io.fourways.producer;

import io.fourways.producer.intake.IntakeConfiguration;
import io.fourways.producer.samples.SamplesConfiguration;
import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The event-producer: HTTP in, broker out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({IntakeConfiguration.class, SamplesConfiguration.class})
public class ProducerApplication {

    public static void main(String[] args) {
        ServiceStartup.of("event-producer", ProducerApplication.class).run(args);
    }
}
