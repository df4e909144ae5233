package io.fourways.dispatch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class RetentionPropertiesTests {

    private static RetentionProperties days(int messages, int longest, int deduplication) {
        return new RetentionProperties(
                Duration.ofDays(messages),
                Duration.ofDays(longest),
                Duration.ofDays(deduplication),
                Duration.ofHours(12),
                Duration.ofDays(400));
    }

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment())
                        .bindOrCreate("fourways.dispatch.retention", RetentionProperties.class))
                .isEqualTo(days(30, 60, 60));
    }

    @Test
    void remembersAtLeastAsLongAsItKeeps() {
        assertThat(days(7, 7, 7).isRememberedAsLongAsKept()).isTrue();
        assertThat(days(7, 8, 7).isRememberedAsLongAsKept()).isFalse();
        assertThat(days(7, 7, 7).isLongestAtLeastRetention()).isTrue();
        assertThat(days(8, 7, 8).isLongestAtLeastRetention()).isFalse();
    }

    /** Further back nobody looks for what is pending. */
    @Test
    void keepsNothingForLongerThan400Days() {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            assertThat(validators.getValidator().validate(days(30, 400, 400))).isEmpty();
            assertThat(validators.getValidator().validate(days(30, 401, 401)))
                    .extracting(violation -> violation.getPropertyPath().toString())
                    .containsExactly("longest");
        }
    }
}
