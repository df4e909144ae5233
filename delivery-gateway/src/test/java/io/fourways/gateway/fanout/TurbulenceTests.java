package io.fourways.gateway.fanout;

import org.junit.jupiter.api.Test;

/**
 * Whatever other threads do meanwhile, and whatever comes of writing: nothing is lost, doubled or reordered between the
 * past and what is live, nothing is written to who has gone, and every byte is released.
 */
class TurbulenceTests {

    private static final int SEEDS = 1000;

    @Test
    void losesDoublesReordersAndKeepsNothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                new Turbulence(seed).live();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("The history of seed " + seed, failure);
            }
        }
    }
}
