package io.fourways.service.startup;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/**
 * Gives each service event loops of its own: in one process with others, it must not end theirs when it stops. There are as
 * many as processors, where Reactor Netty would make four at least: what comes while a loop works is written with one flush,
 * and of loops that take turns on a processor each finds less.
 */
@AutoConfiguration(
        beforeName = "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
public class ServerThreadsAutoConfiguration {

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory threads = new ReactorResourceFactory();
        threads.setUseGlobalResources(false);
        threads.setLoopResourcesSupplier(
                () -> LoopResources.create("webflux-http", Runtime.getRuntime().availableProcessors(), true));
        threads.setShutdownQuietPeriod(Duration.ZERO);
        return threads;
    }
}
