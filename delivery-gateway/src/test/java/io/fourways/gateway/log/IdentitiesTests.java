package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Identities.Identity;
import org.junit.jupiter.api.Test;

class IdentitiesTests {

    private static final Identity ONE = new Identity(1, 1);

    private final Identities identities = new Identities(3);

    @Test
    void knowAnIdentityAgainAtALaterOffset() {
        assertThat(identities.isNew(ONE, 5)).isTrue();
        assertThat(identities.isNew(ONE, 6)).isFalse();
        assertThat(identities.isNew(ONE, 700)).isFalse();
    }

    @Test
    void takeTheSameOffsetReadAgainForTheSameEvent() {
        assertThat(identities.isNew(ONE, 5)).isTrue();
        assertThat(identities.isNew(ONE, 5)).isTrue();
        assertThat(identities.isNew(ONE, 6)).isFalse();
    }

    @Test
    void takeTheFirstForTheOriginalThoughTheSecondWasReadBefore() {
        assertThat(identities.isNew(ONE, 6)).isTrue();
        assertThat(identities.isNew(ONE, 5)).isTrue();
    }

    @Test
    void differInEitherHalf() {
        assertThat(identities.isNew(ONE, 1)).isTrue();
        assertThat(identities.isNew(new Identity(1, 2), 2)).isTrue();
        assertThat(identities.isNew(new Identity(2, 1), 3)).isTrue();
    }

    @Test
    void forgetTheOldestBeyondTheirNumberAndNoOther() {
        for (int i = 1; i <= 4; i++) {
            assertThat(identities.isNew(new Identity(i, 0), i)).isTrue();
        }
        for (int i = 2; i <= 4; i++) {
            assertThat(identities.isNew(new Identity(i, 0), 10)).as("%s", i).isFalse();
        }
        assertThat(identities.isNew(new Identity(1, 0), 10)).as("forgotten").isTrue();
    }

    @Test
    void areNotKeptAliveByTheirDuplicates() {
        assertThat(identities.isNew(ONE, 1)).isTrue();
        assertThat(identities.isNew(new Identity(2, 0), 2)).isTrue();
        assertThat(identities.isNew(ONE, 3)).isFalse();
        assertThat(identities.isNew(new Identity(3, 0), 4)).isTrue();
        assertThat(identities.isNew(new Identity(4, 0), 5)).isTrue();
        assertThat(identities.isNew(ONE, 6)).isTrue();
    }

    @Test
    void areAllForgottenWithTheLogTheyWereOf() {
        assertThat(identities.isNew(ONE, 5)).isTrue();
        identities.clear();
        assertThat(identities.isNew(ONE, 6)).isTrue();
    }
}
