package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProviderSettingsTests {

    @Test
    void readTheirSecretsAsKeysOnce() {
        AtomicInteger reads = new AtomicInteger();
        Function<String, Optional<Integer>> notation = secret -> {
            reads.incrementAndGet();
            return Optional.of(secret.length()).filter(length -> length > 1);
        };
        ProviderSettings settings = Settings.secret("abc", "a", "ab");
        assertThat(settings.keys(notation)).containsExactly(3, 2);
        assertThat(settings.keys(notation)).containsExactly(3, 2);
        assertThat(reads).hasValue(3);
    }

    @Test
    void areEqualWhateverWasReadOfThem() {
        ProviderSettings settings = Settings.secret("a");
        settings.keys(Optional::of);
        assertThat(settings)
                .isEqualTo(Settings.secret("a"))
                .hasSameHashCodeAs(Settings.secret("a"))
                .isNotEqualTo(Settings.secret("b"))
                .hasToString("ProviderSettings[1 secrets, tolerance=null]");
    }
}
