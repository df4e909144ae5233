package io.fourways.ingest.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class RetentionPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.ingest", RetentionProperties.class))
                .isEqualTo(new RetentionProperties(Duration.ofDays(7), Duration.ofDays(3), Duration.ofDays(30)));
    }

    @Test
    void remembersAtLeastAsLongAsItKeeps() {
        assertThat(new RetentionProperties(Duration.ofDays(7), Duration.ofDays(3), Duration.ofDays(7))
                        .isRememberedAsLongAsKept())
                .isTrue();
        assertThat(new RetentionProperties(Duration.ofDays(8), Duration.ofDays(3), Duration.ofDays(7))
                        .isRememberedAsLongAsKept())
                .isFalse();
    }

    /** A day goes as a whole, so that of rejected ones the oldest is a day older than said. */
    @Test
    void remembersWhatIsReleasedAtTheLastMoment() {
        assertThat(new RetentionProperties(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(4))
                        .isRememberedWhenReleased())
                .isTrue();
        assertThat(new RetentionProperties(Duration.ofDays(1), Duration.ofDays(3), Duration.ofHours(95))
                        .isRememberedWhenReleased())
                .isFalse();
    }
}
