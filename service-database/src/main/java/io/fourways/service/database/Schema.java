package io.fourways.service.database;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The tables, brought up to date in the background: the service starts with the database away, and is ready when it has
 * come. Several instances may do so at once.
 */
public final class Schema implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Schema.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    private final Flyway flyway;
    private final Partitions partitions;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean ready;
    private volatile @Nullable Disposable running;

    /**
     * @param location   where on the class path the migrations are
     * @param partitions over connections that do not wait for this schema
     */
    public Schema(DatabaseAccess access, String location, Partitions partitions) {
        this.flyway = flyway(access, location);
        this.partitions = partitions;
    }

    /** Whether the tables and the partitions of these days are there. Once they are, they stay. */
    public boolean isReady() {
        return ready;
    }

    private static Flyway flyway(DatabaseAccess access, String location) {
        DatabaseUrl url = access.url();
        String patience = Long.toString(Math.max(1, access.connectTimeout().toSeconds()));
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(url.jdbcUrl(), url.username(), url.password())
                .jdbcProperties(Map.of("connectTimeout", patience, "socketTimeout", "30"))
                .locations("classpath:" + location)
                .failOnMissingLocations(true)
                .load();
    }

    @Override
    public void start() {
        running = Mono.fromRunnable(flyway::migrate)
                .subscribeOn(Schedulers.boundedElastic())
                .then(partitions.create())
                .doOnError(this::report)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_DELAY).maxBackoff(LONGEST_DELAY))
                .subscribe(nothing -> {}, failure -> log.error("The schema is given up", failure), this::becomeReady);
    }

    private void becomeReady() {
        ready = true;
        log.info("The database is ready");
    }

    private void report(Throwable failure) {
        if (waiting.compareAndSet(false, true)) {
            log.warn("The database is not ready; trying again until it is. {}", firstLine(failure));
        } else {
            log.debug("The database is still not ready", failure);
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void stop() {
        Disposable current = running;
        running = null;
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Before everything that uses the database when starting, after it when stopping. */
    @Override
    public int getPhase() {
        return 0;
    }
}
