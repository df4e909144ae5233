package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTests {

    private final Grants grants = new Grants(patterns("orders.**", "chat.*"), patterns("chat.a"), false);

    @Test
    void allowsToSubscribeWithinWhatIsGranted() {
        assertThat(grants.maySubscribe(patterns("orders.eu.*", "orders", "chat.b")))
                .isTrue();
        assertThat(grants.maySubscribe(patterns("orders.**"))).isTrue();
    }

    @Test
    void refusesTheWholeWhenOnePatternIsOutside() {
        assertThat(grants.maySubscribe(patterns("orders.eu", "news"))).isFalse();
        assertThat(grants.maySubscribe(patterns("chat.**"))).isFalse();
        assertThat(grants.maySubscribe(patterns("**"))).isFalse();
    }

    @Test
    void allowsToPublishToWhatIsGrantedOnly() {
        assertThat(grants.mayPublish(new Channel("chat.a"))).isTrue();
        assertThat(grants.mayPublish(new Channel("chat.b"))).isFalse();
        assertThat(grants.mayPublish(new Channel("orders.eu"))).isFalse();
    }

    @Test
    void allMayDoEverythingAndNoneNothing() {
        assertThat(Grants.ALL.maySubscribe(patterns("**", "a.*"))).isTrue();
        assertThat(Grants.ALL.mayPublish(new Channel("a"))).isTrue();
        assertThat(Grants.ALL.admin()).isTrue();
        assertThat(Grants.NONE.maySubscribe(patterns("a"))).isFalse();
        assertThat(Grants.NONE.mayPublish(new Channel("a"))).isFalse();
        assertThat(Grants.NONE.admin()).isFalse();
    }

    @Test
    void manageTheirOwnAppsOrAll() {
        Grants one = new Grants(List.of(), List.of(), false, Set.of("acme"));
        assertThat(one.mayManageApp("acme")).isTrue();
        assertThat(one.mayManageApp("other")).isFalse();
        assertThat(one.managesEveryApp()).isFalse();
        assertThat(Grants.ALL.managesEveryApp()).isTrue();
        assertThat(Grants.ALL.mayManageApp("other")).isTrue();
        assertThat(grants.mayManageApp("acme")).isFalse();
    }

    @Test
    void doNotChangeWithTheListsTheyWereMadeFrom() {
        List<NamePattern> subscribe = new ArrayList<>(patterns("a"));
        Grants made = new Grants(subscribe, List.of(), false);
        subscribe.addAll(patterns("**"));
        assertThat(made.maySubscribe(patterns("b"))).isFalse();
    }

    private static List<NamePattern> patterns(String... texts) {
        return List.of(texts).stream().map(NamePattern::ofChannels).toList();
    }
}
