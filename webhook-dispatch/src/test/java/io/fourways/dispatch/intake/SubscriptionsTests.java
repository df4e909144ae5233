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
                    of("one", "b"),
                    of("within", "orders.*.paid"),
                    of("shops", "shop.a.b"),
                    of("shops", "shop.a.**")));

    private static Subscription of(String app, String pattern) {
        return new Subscription(app, NamePattern.ofChannels(pattern));
    }

    @Test
    void findsEachAppOnce() {
        assertThat(subscriptions.appsOf(new Channel("orders.eu"))).containsExactly("all", "any", "deep", "one");
        assertThat(subscriptions.appsOf(new Channel("orders"))).containsExactly("all", "deep");
        assertThat(subscriptions.appsOf(new Channel("b"))).containsExactly("all", "one");
        assertThat(subscriptions.appsOf(new Channel("x.y"))).containsExactly("all");
        assertThat(subscriptions.appsOf(new Channel("orders.eu.paid"))).containsExactly("all", "deep", "within");
        assertThat(subscriptions.appsOf(new Channel("shop.a"))).containsExactly("all", "shops");
        assertThat(subscriptions.appsOf(new Channel("shop.a.b"))).containsExactly("all", "shops");
        assertThat(subscriptions.appsOf(new Channel("shop"))).containsExactly("all");
    }

    @Test
    void areTranslatedForATopicExchange() {
        assertThat(subscriptions.patterns().stream().map(RoutingPattern::of))
                .containsExactlyInAnyOrder(
                        "#", "*.eu", "orders.#", "orders.eu", "b", "orders.*.paid", "shop.a.b", "shop.a.#");
        assertThat(RoutingPattern.of(NamePattern.ofChannels("*.**"))).isEqualTo("#");
        assertThat(Set.of(RoutingPattern.of(NamePattern.ofChannels("a.*.**")))).containsExactly("a.*.#");
    }
}
