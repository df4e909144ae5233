package io.fourways.service.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.client.ReactorResourceFactory;

class ServerThreadsAutoConfigurationTests {

    @Test
    void givesAServiceAsManyEventLoopsAsProcessors() {
        ReactorResourceFactory threads = new ServerThreadsAutoConfiguration().reactorResourceFactory();
        threads.start();
        try {
            assertThat(threads.getLoopResources().onServer(true))
                    .hasSize(Runtime.getRuntime().availableProcessors());
        } finally {
            threads.stop();
        }
    }
}
