package io.fourways.service.turns;

import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Work in a table that any instance may take further, a batch at a time. A batch, and how far it has brought what it
 * belongs to, are one transaction: whatever dies when, another instance goes on from there, and nothing is left out or done
 * twice. While an instance works on something it is locked; the others take something else.
 */
public interface SharedWork {

    /**
     * Takes what has its turn a batch further; empty when there is nothing, or nothing that no other instance works on.
     *
     * @param taken is told the id of what it is, before anything of it can fail
     */
    Mono<?> advance(Consumer<String> taken);

    /** How long until something has its turn; empty when there is nothing to do. */
    Mono<Duration> next();

    /** Puts it off, so that what fails does not keep the rest from their turns. */
    Mono<Void> postpone(String id);
}
