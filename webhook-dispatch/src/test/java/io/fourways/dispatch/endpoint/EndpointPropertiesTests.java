package io.fourways.dispatch.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class EndpointPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment())
                        .bindOrCreate("fourways.dispatch.endpoints", EndpointProperties.class))
                .isEqualTo(new EndpointProperties(1_000));
    }
}
