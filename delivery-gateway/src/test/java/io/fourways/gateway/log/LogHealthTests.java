package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class LogHealthTests {

    @Test
    void isUpWhenTheEndOfTheLogWasReachedOnce() {
        assertThat(health(Map.of("default", state(false, true))).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(Map.of("default", state(true, true))).getStatus()).isEqualTo(Status.UP);
        assertThat(health(Map.of("default", state(true, false))).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isNotHiddenByAnotherLogThatIsAway() {
        Health health = health(Map.of("default", state(false, false), "shop", state(true, true)));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("connected", false)
                .containsEntry("default", Map.of("caughtUp", false, "connected", false))
                .containsEntry("shop", Map.of("caughtUp", true, "connected", true));
    }

    @Test
    void isDownWhenNoLogCanBeRead() {
        assertThat(health(Map.of("default", state(false, true), "shop", state(false, true)))
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }

    private static Health health(Map<String, LogState> logs) {
        return new LogHealth(logs).health();
    }

    private static LogState state(boolean caughtUp, boolean connected) {
        return new LogState() {
            @Override
            public boolean isCaughtUp() {
                return caughtUp;
            }

            @Override
            public boolean isConnected() {
                return connected;
            }
        };
    }
}
