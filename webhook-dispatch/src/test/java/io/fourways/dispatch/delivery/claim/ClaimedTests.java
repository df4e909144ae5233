package io.fourways.dispatch.delivery.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimedTests {

    private static final int SMALL = 16 * 1024;

    @Test
    void countsAsSeveralWithALargePayload() {
        assertThat(SomeClaim.of(new byte[100]).weight(SMALL)).isEqualTo(1);
        assertThat(SomeClaim.of(new byte[1024 * 1024]).weight(SMALL)).isEqualTo(65);
    }

    /** It waits until it is recorded, however long the database is away. */
    @Test
    void countsAsSeveralWhenMuchOfItsAnswerMayBeKept() {
        assertThat(SomeClaim.of(new byte[100]).weight(4 * SMALL)).isEqualTo(4);
    }
}
