package io.fourways.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource.Follower;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowingTests {

    private static final long CHUNK_TIME = 1_000_000;

    private final List<LogRecord> records = new ArrayList<>();

    @Test
    void believesTheLogWhenItWasWrittenOnlyOfWhatItHeldAlready() {
        Follower follower = mock();
        doAnswer(call -> records.add(call.getArgument(0))).when(follower).record(any());
        Following following = new Following(10, follower, () -> {}, other -> {});
        following.startBefore(new StreamEnd(7));

        for (long offset = 5; offset < 9; offset++) {
            following.record(offset, CHUNK_TIME, new byte[0]);
        }

        assertThat(records).extracting(LogRecord::offset).containsExactly(5L, 6L, 7L, 8L);
        assertThat(records).extracting(LogRecord::written).containsExactly(CHUNK_TIME, CHUNK_TIME, 0L, 0L);
    }
}
