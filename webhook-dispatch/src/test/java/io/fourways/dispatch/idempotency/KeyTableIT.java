package io.fourways.dispatch.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.TravellingClock;
import io.fourways.service.problem.ProblemException;
import io.fourways.system.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;

class KeyTableIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] REQUEST = {1};
    private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);
    private static final TestDatabase SERVER = TestDatabase.create();
    private static final TravellingClock CLOCK = new TravellingClock();

    private static RunningDatabase running;

    @BeforeAll
    static void start() {
        running = RunningDatabase.on(
                SERVER.url(),
                CLOCK,
                List.of("fourways.dispatch.retention.idempotency=20h"),
                Parts.class,
                IdempotencyConfiguration.class);
        running.awaitReady();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private final KeyTable keys = running.get(KeyTable.class);

    @Test
    void remembersAnswersForAsLongAsIsConfigured() {
        IdempotencyKey key = new IdempotencyKey("remembered", "k");
        keys.answer(take(key), 202, ANSWER).block(PATIENCE);
        CLOCK.travel(Duration.ofHours(19));
        assertThat(claim(key)).isInstanceOf(Claim.Answered.class);
        CLOCK.travel(Duration.ofHours(2));
        assertThat(claim(key)).isInstanceOf(Claim.Fresh.class);
    }

    /** Whoever has been given up for lost may be at work all the same. */
    @Test
    void letsNobodyAnswerWhoseKeyAnotherHasTakenOver() {
        IdempotencyKey key = new IdempotencyKey("taken over", "k");
        RepeatableRequest lost = take(key);
        assertThat(claim(key)).isInstanceOf(Claim.Busy.class);
        CLOCK.travel(Duration.ofMinutes(2));
        RepeatableRequest next = take(key);
        assertThatThrownBy(() -> keys.answer(lost, 202, ANSWER).block(PATIENCE)).isInstanceOf(ProblemException.class);
        keys.release(lost).block(PATIENCE);
        assertThat(claim(key)).isInstanceOf(Claim.Busy.class);
        keys.answer(next, 202, ANSWER).block(PATIENCE);
        assertThat(claim(key)).isInstanceOf(Claim.Answered.class);
    }

    /** Whose answer is there has succeeded, whatever they have been told. */
    @Test
    void keepsAnAnswerFromBeingReleased() {
        IdempotencyKey key = new IdempotencyKey("kept", "k");
        RepeatableRequest work = take(key);
        keys.answer(work, 202, ANSWER).block(PATIENCE);
        keys.release(work).block(PATIENCE);
        assertThat(claim(key)).isInstanceOf(Claim.Answered.class);
    }

    private RepeatableRequest take(IdempotencyKey key) {
        return new RepeatableRequest(key, ((Claim.Fresh) claim(key)).since());
    }

    private Claim claim(IdempotencyKey key) {
        return keys.claim(key, REQUEST).block(PATIENCE);
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        ServerCodecConfigurer codecs() {
            return ServerCodecConfigurer.create();
        }
    }
}
