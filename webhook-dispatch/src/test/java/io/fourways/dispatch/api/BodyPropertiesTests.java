package io.fourways.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class BodyPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.dispatch.messages", BodyProperties.class))
                .isEqualTo(new BodyProperties(DataSize.ofMegabytes(1), DataSize.ofMegabytes(64)));
    }

    @Test
    void knowWhatNoRequestIsLargerThan() {
        assertThat(new BodyProperties(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1)).largest())
                .isEqualTo(DataSize.ofMegabytes(1));
        assertThat(new BodyProperties(DataSize.ofKilobytes(1), DataSize.ofMegabytes(1)).largest())
                .isEqualTo(Members.MAX_BODY);
    }
}
