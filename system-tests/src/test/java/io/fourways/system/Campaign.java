package io.fourways.system;

import java.time.Duration;
import java.util.Properties;

/**
 * How much a run takes upon itself: shortened in the suite, whole in {@code ./fourways campaign}. Never so little that
 * its tests would show nothing.
 *
 * @param webhooks in each test, in lanes of equal length
 * @param away     how long the broker stays away once the webhooks have come
 * @param kills    how often the same is killed
 */
record Campaign(int webhooks, Duration away, int kills) {

    static final String WEBHOOKS = "fourways.campaign.webhooks";
    static final String AWAY_SECONDS = "fourways.campaign.away";
    static final String KILLS = "fourways.campaign.kills";

    private static final int LEAST = 1_000;
    private static final int LANES = 20;

    Campaign {
        if (webhooks < LEAST || webhooks % LANES != 0) {
            throw new IllegalArgumentException(
                    WEBHOOKS + " must be at least " + LEAST + " and a multiple of " + LANES + ", not " + webhooks);
        }
        if (away.toSeconds() < 1) {
            throw new IllegalArgumentException(AWAY_SECONDS + " must be at least 1, not " + away.toSeconds());
        }
        if (kills < 1) {
            throw new IllegalArgumentException(KILLS + " must be at least 1, not " + kills);
        }
    }

    /** What the system properties say, or else the suite's. */
    static Campaign of(Properties properties) {
        return new Campaign(
                number(properties, WEBHOOKS, 1_500),
                Duration.ofSeconds(number(properties, AWAY_SECONDS, 5)),
                number(properties, KILLS, 2));
    }

    private static int number(Properties properties, String name, int otherwise) {
        String value = properties.getProperty(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(name + " must be a number, not " + value, malformed);
        }
    }
}
