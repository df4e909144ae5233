package io.fourways.gateway.drain;

import io.fourways.gateway.fanout.Readers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * While the server stops: takes no new readers, and sends those there are away, one after the other, so that they do
 * not all come to the other gateways at once.
 */
public final class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration PER_READER = Duration.ofMillis(10);

    private final Readers readers;
    private final DrainProperties properties;
    private volatile boolean running;
    private volatile boolean draining;

    public Drain(Readers readers, DrainProperties properties) {
        this.readers = readers;
        this.properties = properties;
    }

    /** Fails with a {@link GoingAwayException} while the gateway goes away. */
    public void refuseWhileDraining() {
        if (draining) {
            throw new GoingAwayException();
        }
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Calls back when every reader has been told. */
    @Override
    public void stop(Runnable callback) {
        draining = true;
        running = false;
        readers.count()
                .flatMap(this::sendAway)
                .doFinally(signal -> callback.run())
                .subscribe(
                        nothing -> {},
                        failure -> log.warn("Not every client could be told that this gateway goes away", failure));
    }

    private Mono<Void> sendAway(int count) {
        Duration needed = PER_READER.multipliedBy(count);
        Duration spread = needed.compareTo(properties.time()) < 0 ? needed : properties.time();
        log.info("Sending {} clients away within {} ms", count, spread.toMillis());
        return readers.drain(spread, this::delay);
    }

    private Duration delay() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(properties.maxDelay().toMillis() + 1));
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Together with the server's own graceful shutdown, which stops listening at once, so that who comes anew comes to
     * another gateway, and then waits until the streams that are sent away here have ended.
     */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
