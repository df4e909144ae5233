package io.fourways.gateway;

import io.fourways.gateway.access.AccessConfiguration;
import io.fourways.gateway.policy.PolicyConfiguration;
import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The delivery-gateway: broker in, four ways out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PolicyConfiguration.class, AccessConfiguration.class, LogConfiguration.class, DeliveryConfiguration.class})
public class GatewayApplication {

    public static void main(String[] args) {
        ServiceStartup.of("delivery-gateway", GatewayApplication.class).run(args);
    }
}
