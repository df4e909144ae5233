package io.fourways.ingest.source.stored;

import io.fourways.ingest.source.Source;
import io.fourways.ingest.source.SourceUnusable;
import io.fourways.ingest.source.Sources;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The sources managed at run time, as they were a moment ago: all of them are kept in memory, and read again when the
 * table has changed, by whichever instance. With the database away they stay as they were last known.
 */
final class StoredSources implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StoredSources.class);

    /**
     * What the table held.
     *
     * @param fingerprint tells it from what it holds at another time
     * @param sources     by name; an empty one cannot be used
     */
    private record Snapshot(String fingerprint, Map<String, Optional<Source>> sources) {}

    /** How soon they are asked for again while they are not known at all. */
    private static final Duration UNTIL_KNOWN = Duration.ofMillis(100);

    private final SourceTable table;
    private final Function<SourceRow, Optional<Source>> reading;
    private final Duration refresh;
    private volatile @Nullable Snapshot snapshot;
    private volatile @Nullable Disposable refreshing;
    private volatile boolean away;

    /**
     * @param reading what a row stands for; empty when it cannot be used
     * @param refresh how long a change may go unnoticed
     */
    StoredSources(SourceTable table, Function<SourceRow, Optional<Source>> reading, Duration refresh) {
        this.table = table;
        this.reading = reading;
        this.refresh = refresh;
    }

    /** As {@link Sources#find}. */
    Mono<Source> find(String name) {
        Snapshot known = snapshot;
        if (known == null) {
            return Mono.error(unknownYet());
        }
        Optional<Source> source = known.sources().get(name);
        if (source == null) {
            return Mono.empty();
        }
        return Mono.justOrEmpty(source).switchIfEmpty(Mono.error(SourceUnusable::new));
    }

    /** Whether they were read at least once. */
    boolean areKnown() {
        return snapshot != null;
    }

    /** Reads the table again if it has changed. */
    Mono<Void> refresh() {
        return table.fingerprint()
                .filter(fingerprint -> !isKnown(fingerprint))
                .flatMap(fingerprint -> table.all().doOnNext(rows -> take(fingerprint, rows)))
                .then();
    }

    private boolean isKnown(String fingerprint) {
        Snapshot known = snapshot;
        return known != null && known.fingerprint().equals(fingerprint);
    }

    private void take(String fingerprint, List<SourceRow> rows) {
        snapshot = new Snapshot(
                fingerprint, rows.stream().collect(Collectors.toUnmodifiableMap(SourceRow::name, reading)));
        log.info("{} sources are managed at run time", rows.size());
    }

    @Override
    public void start() {
        refreshing = Mono.defer(this::refresh)
                .timeout(refresh.plus(Duration.ofSeconds(5)))
                .doOnSuccess(read -> away = false)
                .onErrorResume(this::stayAsKnown)
                .repeatWhen(rounds -> rounds.delayUntil(round -> Mono.delay(areKnown() ? refresh : UNTIL_KNOWN)))
                .subscribe();
    }

    private Mono<Void> stayAsKnown(Throwable failure) {
        if (!away) {
            log.warn("Sources managed at run time cannot be read and stay as they were: {}", failure.toString());
        }
        away = true;
        return Mono.empty();
    }

    @Override
    public void stop() {
        Disposable running = refreshing;
        if (running != null) {
            running.dispose();
        }
        refreshing = null;
    }

    @Override
    public boolean isRunning() {
        return refreshing != null;
    }

    private static ProblemException unknownYet() {
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "sources-unknown",
                        "Not accepted",
                        "The sources could not be read yet; send the webhook again")
                .retryAfter(Duration.ofSeconds(5));
    }
}
