package io.fourways.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import com.rabbitmq.stream.OffsetSpecification;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogSource.Follower;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowingTests {

    private static final long CHUNK_TIME = 1_000_000;

    private final List<LogRecord> records = new ArrayList<>();

    @Test
    void saysWhenTheLogHadItAndWhetherThatWasBeforeItWasFollowed() {
        Follower follower = mock();
        doAnswer(call -> records.add(call.getArgument(0))).when(follower).record(any());
        Following following = new Following(10, follower, () -> {}, other -> {});
        following.startBefore(new StreamEnd(7));

        for (long offset = 5; offset < 9; offset++) {
            following.record(offset, CHUNK_TIME, new byte[0]);
        }

        assertThat(records).extracting(LogRecord::offset).containsExactly(5L, 6L, 7L, 8L);
        assertThat(records).extracting(LogRecord::written).containsOnly(CHUNK_TIME);
        assertThat(records).extracting(LogRecord::fresh).containsExactly(false, false, true, true);
    }

    @Test
    void passesByWhatStandsCloseBeforeTheBacklog() {
        Follower follower = mock();
        Following following = new Following(10, follower, () -> {}, other -> {});
        following.startBefore(new StreamEnd(5_000));
        assertThat(following.resumeAt()).isEqualTo(OffsetSpecification.offset(4_990 - LogSource.LOOK_BACK));

        following.record(4_989, CHUNK_TIME, new byte[0]);
        following.record(4_990, CHUNK_TIME, new byte[0]);

        verify(follower).passBy(argThat(record -> record.offset() == 4_989));
        verify(follower).record(argThat(record -> record.offset() == 4_990));
        verifyNoMoreInteractions(follower);
    }

    @Test
    void resumesAtTheLastRecordThatWasTaken() {
        Follower follower = mock();
        OutOfMemoryError failure = new OutOfMemoryError("of the test");
        doNothing().doThrow(failure).when(follower).record(any());
        Following following = new Following(10, follower, () -> {}, other -> {});
        following.startBefore(new StreamEnd(7));

        following.record(5, CHUNK_TIME, new byte[0]);
        assertThatThrownBy(() -> following.record(6, CHUNK_TIME, new byte[0])).isSameAs(failure);

        assertThat(following.resumeAt()).isEqualTo(OffsetSpecification.offset(5));
    }
}
