package io.fourways.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.Placemark;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectionTests {

    private final EntryDecoder onHeap = new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(10));

    @Test
    void wantsWhatIsOnAnyOfItsChannels() {
        Selection selection = selection(List.of("orders.eu", "chat.*", "audit.**"), List.of());
        assertThat(Stream.of("orders.eu", "chat.a", "audit", "audit.a.b"))
                .allMatch(channel -> wants(selection, channel, "t"));
        assertThat(Stream.of("orders", "orders.us", "orders.eu.x", "chat", "chat.a.b", "audits"))
                .noneMatch(channel -> wants(selection, channel, "t"));
    }

    @Test
    void wantsOnlyItsTypesOnThem() {
        Selection selection = selection(List.of("a"), List.of("order.*", "payment"));
        assertThat(wants(selection, "a", "order.made")).isTrue();
        assertThat(wants(selection, "a", "payment")).isTrue();
        assertThat(wants(selection, "a", "order")).isFalse();
        assertThat(wants(selection, "a", "order.made.twice")).isFalse();
        assertThat(wants(selection, "b", "order.made")).isFalse();
    }

    @Test
    void wantsEveryTypeWhenItNamesNone() {
        assertThat(wants(selection(List.of("a"), List.of()), "a", "whatever.it.is"))
                .isTrue();
    }

    @Test
    void neverWantsWhatIsNoEvent() {
        Selection everything = selection(List.of("**"), List.of());
        byte[] event = Events.on("a");
        assertThat(everything.wants(entry(1, event))).isTrue();
        assertThat(everything.wants(entry(2, event))).as("a duplicate").isFalse();
        assertThat(everything.wants(entry(3, Placemark.create()))).isFalse();
        assertThat(everything.wants(entry(4, new byte[] {1}))).isFalse();
    }

    @Test
    void isNotChangedWithTheListsItWasMadeOf() {
        List<NamePattern> channels = new ArrayList<>(List.of(NamePattern.ofChannels("a")));
        Selection selection = new Selection(channels, List.of());
        channels.add(NamePattern.ofChannels("b"));
        assertThat(wants(selection, "b", "t")).isFalse();
    }

    private boolean wants(Selection selection, String channel, String type) {
        return selection.wants(entry(0, Events.on(channel, type)));
    }

    private LogEntry entry(long offset, byte[] body) {
        return onHeap.decode(LogRecord.writtenNow(offset, body)).entry();
    }

    private static Selection selection(List<String> channels, List<String> types) {
        return new Selection(
                channels.stream().map(NamePattern::ofChannels).toList(),
                types.stream().map(NamePattern::ofTypes).toList());
    }
}
