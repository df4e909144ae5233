package io.fourways.dispatch.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class SecretPropertiesTests {

    @Test
    void hasNoKeys() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.dispatch", SecretProperties.class))
                .isEqualTo(new SecretProperties(null, List.of()));
    }

    @Test
    void doesNotShowKeys() {
        assertThat(new SecretProperties("current", List.of("earlier")))
                .hasToString("SecretProperties[1 previous keys]");
    }
}
