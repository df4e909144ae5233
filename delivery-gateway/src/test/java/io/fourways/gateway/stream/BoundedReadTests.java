package io.fourways.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogStretch;
import io.fourways.gateway.log.LogUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundedReadTests {

    private static final long STORED_AT = 1_000_000;

    @Test
    void isCompleteWithTheLastOffset() {
        BoundedRead read = new BoundedRead(5, 8, 100, 1000);
        come(read, 3, 8);
        gives(read, 8, 5, 6, 7);
    }

    @Test
    void isCompleteWithWhatLiesBehindWhenTheLastOffsetIsAHole() {
        BoundedRead read = new BoundedRead(5, 8, 100, 1000);
        come(read, 5, 7);
        assertThat(read.isComplete()).isFalse();
        come(read, 9, 10);
        gives(read, 8, 5, 6);
    }

    @Test
    void takesNoMoreRecordsThanItMay() {
        BoundedRead read = new BoundedRead(5, 100, 2, 1000);
        come(read, 5, 20);
        gives(read, 7, 5, 6);
    }

    @Test
    void endsBeforeTheRecordThatWouldBeTooManyBytes() {
        BoundedRead read = new BoundedRead(5, 100, 100, 35);
        come(read, 5, 20);
        gives(read, 8, 5, 6, 7);
    }

    @Test
    void takesASingleRecordOfAnySize() {
        BoundedRead read = new BoundedRead(5, 100, 100, 9);
        come(read, 5, 20);
        gives(read, 6, 5);
    }

    @Test
    void failsWhenNothingComes() {
        BoundedRead read = new BoundedRead(5, 100, 100, 9);
        assertThatThrownBy(() -> read.await(Duration.ZERO)).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void failsWhenSomethingCannotBeTaken() {
        BoundedRead read = new BoundedRead(5, 100, 100, 1000);
        come(read, 5, 8);
        OutOfMemoryError cause = new OutOfMemoryError("of the test");
        read.fail(cause);
        assertThatThrownBy(() -> read.await(Duration.ZERO))
                .isInstanceOf(LogUnavailableException.class)
                .hasCause(cause);
    }

    @Test
    void staysCompleteWhenWhatLiesBehindCannotBeTaken() {
        BoundedRead read = new BoundedRead(5, 8, 100, 1000);
        come(read, 5, 8);
        read.fail(new OutOfMemoryError("of the test"));
        gives(read, 8, 5, 6, 7);
    }

    private static void come(BoundedRead read, long from, long end) {
        for (long offset = from; offset < end; offset++) {
            read.record(offset, STORED_AT, new byte[10]);
        }
    }

    private static void gives(BoundedRead read, long end, long... offsets) {
        LogStretch stretch = read.await(Duration.ZERO);
        assertThat(stretch.records().stream().mapToLong(LogRecord::offset).toArray())
                .containsExactly(offsets);
        assertThat(stretch.records()).allMatch(record -> record.written() == STORED_AT);
        assertThat(stretch.end()).isEqualTo(end);
    }
}
