package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.policy.Policy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever is appended, borrowed and cleared in whatever order, the window is the end of a list, and nothing stays behind. */
class WindowPropertyTests {

    /**
     * Something that happens to a window.
     *
     * @param bytes how long the entry is that is appended; negative to clear the window instead
     * @param hole  how many offsets are left out before it
     * @param lend  whether the entry is borrowed until the end
     */
    record Step(int bytes, int hole, boolean lend) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(30, Arbitraries.integers().between(0, 40)), Tuple.of(1, Arbitraries.just(-1))),
                        Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(1, 3)),
                        Arbitraries.of(true, false, false))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void isTheEndOfAList(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 12) int maxEvents,
            @ForAll @IntRange(min = 1, max = 150) int maxBytes) {
        Window window = new Window(maxEvents, maxBytes);
        List<LogEntry> held = new ArrayList<>();
        List<LogEntry> borrowed = new ArrayList<>();
        List<ByteBuf> frames = new ArrayList<>();
        long first = 0;
        long offset = 0;
        for (Step step : steps) {
            if (step.bytes < 0) {
                window.clear();
                first += held.size();
                held.clear();
            } else {
                offset += 1 + step.hole;
                held.add(append(window, offset, step.bytes, frames));
                first += evict(held, maxEvents, maxBytes);
                if (step.lend) {
                    borrowed.add(window.acquire(window.tail() - 1));
                }
            }
            assertIs(window, held, first);
            for (long from = Math.max(0, offset - 20); from < offset + 2; from++) {
                assertThat(window.indexAfter(from)).as("after %d", from).isEqualTo(indexAfter(held, first, from));
            }
        }
        window.clear();
        assertThat(borrowed).allMatch(LogEntry::acquire).allSatisfy(LogEntry::release);
        borrowed.forEach(LogEntry::release);
        assertThat(frames).allMatch(frame -> frame.refCnt() == 0);
    }

    private static LogEntry append(Window window, long offset, int bytes, List<ByteBuf> frames) {
        ByteBuf frame = UnpooledByteBufAllocator.DEFAULT.heapBuffer(bytes).writeZero(bytes);
        frames.add(frame);
        LogEntry entry = LogEntry.of(
                new Cursor(offset, offset),
                LogRecord.writtenNow(offset, new byte[0]),
                new LogEntry.Visible("a", "t", Policy.NONE, null, frame, 0),
                null);
        window.append(entry);
        return entry;
    }

    private static int evict(List<LogEntry> held, int maxEvents, long maxBytes) {
        int evicted = 0;
        while (held.size() > 1 && (held.size() > maxEvents || weight(held) > maxBytes)) {
            held.remove(0);
            evicted++;
        }
        return evicted;
    }

    private static long weight(List<LogEntry> entries) {
        return entries.stream().mapToLong(LogEntry::weight).sum();
    }

    private static void assertIs(Window window, List<LogEntry> held, long first) {
        assertThat(window.head()).isEqualTo(first);
        assertThat(window.tail()).isEqualTo(first + held.size());
        assertThat(window.bytes()).isEqualTo(weight(held));
        for (int i = 0; i < held.size(); i++) {
            assertThat(window.peek(first + i)).isSameAs(held.get(i));
        }
        assertThat(window.acquire(first - 1)).isNull();
        assertThat(window.acquire(first + held.size())).isNull();
    }

    private static long indexAfter(List<LogEntry> held, long first, long offset) {
        if (!held.isEmpty() && offset + 1 < held.get(0).offset()) {
            return -1;
        }
        return first + held.stream().filter(entry -> entry.offset() <= offset).count();
    }
}
