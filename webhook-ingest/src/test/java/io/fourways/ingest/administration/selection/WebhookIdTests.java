package io.fourways.ingest.administration.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookIdTests {

    @Test
    void comesBackFromItsText() {
        WebhookId id = new WebhookId(true, new Position(Instant.parse("2026-03-01T23:59:59.999999Z"), 123_456));
        assertThat(id).hasToString("ahg9lq9kvzz-2n9c");
        assertThat(WebhookId.of(id.toString())).contains(id);
        WebhookId other = new WebhookId(false, id.position());
        assertThat(WebhookId.of(other.toString())).contains(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a1",
                "a-1",
                "a1-",
                "x1-1",
                "a1-1-1",
                "a1-%",
                "a1-zzzzzzzzzzzz",
                "azzzzzzzzzzzz-1",
                "A1-1"
            })
    void isNotOfAnyText(String text) {
        assertThat(WebhookId.of(text)).isEmpty();
    }

    @Test
    void isATimeThatTheDatabaseCanHoldHoweverLarge() {
        assertThat(WebhookId.of("azzzzzzzzzzz-zzzzzzzzzzz")
                        .orElseThrow()
                        .position()
                        .receivedAt())
                .isBefore(Instant.parse("+294276-01-01T00:00:00Z"));
    }
}
