package io.fourways.gateway;

import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The delivery-gateway: broker in, four ways out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class GatewayApplication {

    public static void main(String[] args) {
        ServiceStartup.of("delivery-gateway", GatewayApplication.class).run(args);
    }
}
