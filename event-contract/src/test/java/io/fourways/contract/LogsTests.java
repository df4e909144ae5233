package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogsTests {

    private final Logs logs = new Logs(Map.of("shop", List.of("orders", "payments"), "talk", List.of("chat")));

    @Test
    void keepsAChannelWhereItsFirstSegmentSays() {
        assertThat(of("orders")).containsExactly("shop");
        assertThat(of("orders.eu.4711")).containsExactly("shop");
        assertThat(of("payments.*", "orders.**")).containsExactly("shop");
        assertThat(of("chat.**")).containsExactly("talk");
        assertThat(logs.of("orders")).isEqualTo("shop");
        assertThat(logs.of("payments.eu")).isEqualTo("shop");
    }

    @Test
    void keepsEverythingElseInTheDefaultLog() {
        assertThat(of("ordersx", "Orders.eu", "eu.orders")).containsExactly(Logs.DEFAULT);
        assertThat(logs.of("eu.orders")).isEqualTo(Logs.DEFAULT);
    }

    @Test
    void knowsWhatSpansSeveral() {
        assertThat(of("orders.eu", "chat.a")).containsExactlyInAnyOrder("shop", "talk");
        assertThat(of("orders.eu", "news")).containsExactlyInAnyOrder("shop", Logs.DEFAULT);
        assertThat(of("**")).containsExactly(Logs.DEFAULT, "shop", "talk");
        assertThat(of("*.eu")).containsExactly(Logs.DEFAULT, "shop", "talk");
        assertThat(of("orders.eu", "*.**")).containsExactly(Logs.DEFAULT, "shop", "talk");
    }

    @Test
    void isOneUnlessOthersAreNamed() {
        assertThat(Logs.ONE.areSeveral()).isFalse();
        assertThat(Logs.ONE.names()).containsExactly(Logs.DEFAULT);
        assertThat(Logs.ONE.of(patterns("**"))).containsExactly(Logs.DEFAULT);
        assertThat(logs.areSeveral()).isTrue();
    }

    @Test
    void refusesToKeepASegmentInTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Logs(Map.of("a", List.of("orders"), "b", List.of("orders"))))
                .withMessageContaining("orders");
    }

    @Test
    void isAStreamOfItsOwnOnTheBroker() {
        assertThat(Topology.log(Logs.DEFAULT)).isEqualTo(Topology.LOG);
        assertThat(Topology.log("shop")).isEqualTo("fourways.log.shop");
    }

    private Iterable<String> of(String... patterns) {
        return logs.of(patterns(patterns));
    }

    private static List<NamePattern> patterns(String... texts) {
        return Stream.of(texts).map(NamePattern::ofChannels).toList();
    }
}
