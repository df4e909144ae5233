package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignTests {

    private final Properties properties = new Properties();

    @Test
    void isShortUnlessItIsToldOtherwise() {
        assertThat(Campaign.of(properties)).isEqualTo(new Campaign(1_500, Duration.ofSeconds(5), 2));
        properties.setProperty(Campaign.WEBHOOKS, "10000");
        properties.setProperty(Campaign.AWAY_SECONDS, "60");
        properties.setProperty(Campaign.KILLS, "5");
        assertThat(Campaign.of(properties)).isEqualTo(new Campaign(10_000, Duration.ofMinutes(1), 5));
    }

    @ParameterizedTest
    @CsvSource({
        "fourways.campaign.webhooks, 0",
        "fourways.campaign.webhooks, -20",
        "fourways.campaign.webhooks, 980",
        "fourways.campaign.webhooks, 1010",
        "fourways.campaign.webhooks, ten",
        "fourways.campaign.webhooks, ''",
        "fourways.campaign.away, 0",
        "fourways.campaign.away, 1m",
        "fourways.campaign.kills, 0"
    })
    void isNeverOneThatShowsNothing(String name, String value) {
        properties.setProperty(name, value);

        assertThatThrownBy(() -> Campaign.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
