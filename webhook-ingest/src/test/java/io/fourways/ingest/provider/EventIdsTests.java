package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventIdsTests {

    @Test
    void keepsAnIdAsItIs() {
        assertThat(EventIds.of("evt_1/é|\\")).isEqualTo("evt_1/é|\\");
    }

    @Test
    void hashesWhatCannotBeStored() {
        for (String id : new String[] {"a\u0000b", "x".repeat(256), " ", "\ud800"}) {
            assertThat(EventIds.of(id)).matches("[0-9a-f]{64}");
        }
        assertThat(EventIds.of("\ud800")).isNotEqualTo(EventIds.of("\ud801"));
    }

    @Test
    void joinsPartsSoThatNoOthersMakeTheSame() {
        assertThat(EventIds.joined("a", "b")).isEqualTo("a|b");
        assertThat(EventIds.joined("a|", "b")).isNotEqualTo(EventIds.joined("a", "|b"));
        assertThat(EventIds.joined("a\\", "b")).isNotEqualTo(EventIds.joined("a", "\\b"));
        assertThat(EventIds.joined("a\\|b")).isNotEqualTo(EventIds.joined("a\\", "b"));
        assertThat(EventIds.joined("a", "")).isNotEqualTo(EventIds.joined("a"));
    }
}
