package io.fourways.gateway.fanout;

import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Everybody who reads. */
public interface Readers {

    /** How many there are. */
    Mono<Integer> count();

    /**
     * Tells every one, spread over a time, that the gateway goes away; completes when all have been told. From now on every
     * new one is told as well.
     */
    Mono<Void> drain(Duration spread, Supplier<Duration> reconnectAfter);
}
