package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.policy.Policy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTests {

    private final List<ByteBuf> frames = new ArrayList<>();

    @Test
    void isEmptyAtFirst() {
        Window window = new Window(4, 100);
        assertThat(window.newest()).isNull();
        assertThat(window.oldest()).isNull();
        assertThat(window.acquire(0)).isNull();
        assertThat(window.indexAfter(5)).isEqualTo(window.tail());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeAList(long seed) {
        Random random = new Random(seed);
        int maxEvents = 2 + random.nextInt(20);
        long maxBytes = 20L + random.nextInt(200);
        Window window = new Window(maxEvents, maxBytes);
        List<LogEntry> model = new ArrayList<>();
        long first = 0;
        long offset = random.nextInt(5);
        for (int i = 0; i < 2000; i++) {
            LogEntry entry = entry(offset, random.nextInt(30));
            window.append(entry);
            model.add(entry);
            while (model.size() > maxEvents || (model.size() > 1 && weight(model) > maxBytes)) {
                model.remove(0);
                first++;
            }
            if (random.nextInt(300) == 0) {
                window.clear();
                first += model.size();
                model.clear();
            }
            check(window, model, first, offset - random.nextInt(40));
            offset += random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 1;
        }
        window.clear();
        assertThat(frames).allMatch(frame -> frame.refCnt() == 0);
    }

    private static void check(Window window, List<LogEntry> model, long first, long offset) {
        assertThat(window.head()).isEqualTo(first);
        assertThat(window.tail()).isEqualTo(first + model.size());
        assertThat(window.peek(first - 1)).isNull();
        assertThat(window.peek(first + model.size())).isNull();
        for (int i = 0; i < model.size(); i++) {
            assertThat(window.peek(first + i)).isSameAs(model.get(i));
        }
        long expected = first;
        if (!model.isEmpty() && offset + 1 < model.get(0).offset()) {
            expected = -1;
        } else {
            expected += model.stream().filter(entry -> entry.offset() <= offset).count();
        }
        assertThat(window.indexAfter(offset)).isEqualTo(expected);
    }

    @Test
    void lendsToReadersWhatTheWriterLetsGo() throws Exception {
        Window window = new Window(8, Long.MAX_VALUE);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(3);
        List<Future<Long>> reads =
                readers.invokeAll(List.of(writer(window, done), reader(window, done), reader(window, done)));
        for (Future<Long> read : reads) {
            assertThat(read.get(30, TimeUnit.SECONDS)).isPositive();
        }
        readers.shutdown();
        window.clear();
        assertThat(frames).allMatch(frame -> frame.refCnt() == 0);
    }

    @Test
    void findsWhatItHoldsAlsoWhileItsOldestLeaves() throws Exception {
        Window window = new Window(8, Long.MAX_VALUE);
        whileWritten(window, newest -> {
            boolean isBehind = window.indexAfter(newest.offset() - 1) < 0;
            Cursor oldest = window.oldest();
            assertThat(isBehind && oldest != null && oldest.offset() <= newest.offset())
                    .as("%s is called left behind by a window that begins with %s", newest, oldest)
                    .isFalse();
        });
    }

    @Test
    void neverTakesWhatIsLeftBehindForWhatIsYetToComeAlsoWhenOneEntryTakesTheRoomOfAll() throws Exception {
        Window window = new Window(8, 1);
        whileWritten(window, newest -> {
            // the one before may still be there, until the newest is
            if (newest.offset() > 2) {
                assertThat(window.indexAfter(newest.offset() - 3)).isNegative();
            }
        });
    }

    private void whileWritten(Window window, Consumer<Cursor> check) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService both = Executors.newFixedThreadPool(2);
        List<Future<Long>> ends = both.invokeAll(List.of(writer(window, done), checker(window, done, check)));
        for (Future<Long> end : ends) {
            assertThat(end.get(30, TimeUnit.SECONDS)).isPositive();
        }
        both.shutdown();
    }

    private static Callable<Long> checker(Window window, AtomicBoolean done, Consumer<Cursor> check) {
        return () -> {
            long checked = 0;
            while (!done.get() || checked == 0) {
                Cursor newest = window.newest();
                if (newest != null) {
                    check.accept(newest);
                    checked++;
                }
            }
            return checked;
        };
    }

    private Callable<Long> writer(Window window, AtomicBoolean done) {
        return () -> {
            for (long i = 0; i < 200_000; i++) {
                window.append(entry(i, 8));
            }
            done.set(true);
            return 1L;
        };
    }

    private static Callable<Long> reader(Window window, AtomicBoolean done) {
        return () -> {
            long read = 0;
            while (!done.get() || read == 0) {
                long index = Math.max(window.head(), window.tail() - 1 - read % 8);
                LogEntry entry = window.acquire(index);
                if (entry != null) {
                    ByteBuf json = entry.json();
                    assertThat(json.getLong(json.readerIndex()))
                            .isEqualTo(entry.offset())
                            .isEqualTo(index);
                    json.release();
                    entry.release();
                    read++;
                }
            }
            return read;
        };
    }

    private static long weight(List<LogEntry> entries) {
        return entries.stream().mapToLong(LogEntry::weight).sum();
    }

    private LogEntry entry(long offset, int length) {
        ByteBuf frame = UnpooledByteBufAllocator.DEFAULT.heapBuffer(Math.max(8, length));
        frame.writeLong(offset).writeZero(Math.max(0, length - 8));
        frames.add(frame);
        return LogEntry.of(
                new Cursor(offset, 0),
                LogRecord.writtenNow(offset, new byte[0]),
                new LogEntry.Visible("a", "t", Policy.NONE, null, frame, 0),
                null);
    }
}
