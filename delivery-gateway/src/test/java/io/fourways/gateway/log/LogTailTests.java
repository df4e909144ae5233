package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTests {

    private final ByteBufAllocator memory = mock();
    private final Window window = new Window(100, Long.MAX_VALUE);
    private final LogTail tail =
            new LogTail(window, new EntryDecoder(memory, new Identities(100)), new SimpleMeterRegistry());
    private final List<Long> told = new ArrayList<>();

    @Test
    void leavesOutWhatStandsCloseBeforeTheBacklogAsWell() {
        byte[] event = Events.on("a");
        InMemoryLog log = new InMemoryLog();
        log.append(event);
        log.append(Placemark.create());
        log.append(event);

        log.follow(2, tail);

        assertThat(window.oldest().offset()).isEqualTo(1);
        assertThat(window.newest().offset()).isEqualTo(2);
        assertThat(window.peek(1)).isNotNull().matches(entry -> !entry.isVisible());
    }

    @Test
    void takesARecordThatCouldNotBeTakenAtFirstWhenItComesAgain() {
        byte[] event = Events.on("a");
        OutOfMemoryError scarce = new OutOfMemoryError("of the test");
        when(memory.buffer(anyInt(), anyInt())).thenThrow(scarce).thenReturn(Unpooled.buffer());
        assertThatThrownBy(() -> tail.record(LogRecord.writtenNow(7, event))).isSameAs(scarce);
        assertThat(window.tail()).isZero();

        tail.record(LogRecord.writtenNow(7, event));

        assertThat(window.peek(0)).isNotNull().matches(LogEntry::isVisible);
    }

    @Test
    void hasTakenARecordWhateverItsListenersMakeOfIt() {
        tail.addListener(entry -> {
            throw new IllegalStateException("of the test");
        });
        tail.addListener(entry -> told.add(entry.offset()));

        tail.record(LogRecord.writtenNow(7, Placemark.create()));

        assertThat(window.tail()).isEqualTo(1);
        assertThat(told).containsExactly(7L);
    }
}
