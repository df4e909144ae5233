package io.fourways.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Channel;
import io.fourways.contract.NamePattern;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionsTests {

    private final Subscriptions subscriptions = new Subscriptions(
            1,
            List.of(
                    of("all", "**"),
                    of("any", "*.eu"),
                    of("deep", "orders.**"),
                    of("one", "orders.eu"),
                    of("one", "b")));

    private static Subscription of(String app, String pattern) {
        return new Subscription(app, NamePattern.ofChannels(pattern));
    }

    @Test
    void findsEachAppOnce() {
        assertThat(subscriptions.appsOf(new Channel("orders.eu"))).containsExactly("all", "any", "deep", "one");
        assertThat(subscriptions.appsOf(new Channel("orders"))).containsExactly("all", "deep");
        assertThat(subscriptions.appsOf(new Channel("b"))).containsExactly("all", "one");
        assertThat(subscriptions.appsOf(new Channel("x.y"))).containsExactly("all");
    }

    @Test
    void areTranslatedForATopicExchange() {
        assertThat(subscriptions.patterns().stream().map(RoutingPattern::of))
                .containsExactlyInAnyOrder("#", "*.eu", "orders.#", "orders.eu", "b");
        assertThat(RoutingPattern.of(NamePattern.ofChannels("*.**"))).isEqualTo("#");
        assertThat(Set.of(RoutingPattern.of(NamePattern.ofChannels("a.*.**")))).containsExactly("a.*.#");
    }
}
