package io.fourways.gateway.serving;

import io.fourways.contract.Logs;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.fanout.Readers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The logs that this gateway serves, which are all there are or some of them. Who subscribes is led to the one that has the
 * channels; everything after that is that log's alone.
 */
public final class ServedLogs implements Readers, AutoCloseable {

    private final Logs logs;
    private final List<ServedLog> served;

    /**
     * @param logs   all that there are
     * @param served at least one of them
     */
    public ServedLogs(Logs logs, List<ServedLog> served) {
        this.logs = logs;
        this.served = List.copyOf(served);
    }

    public List<ServedLog> all() {
        return served;
    }

    /** Whether there are several, here or elsewhere. */
    public boolean areSeveral() {
        return logs.areSeveral();
    }

    /** The one that has what these stand for; fails with a problem when it is more than one, or not served here. */
    public ServedLog of(Collection<NamePattern> channels) {
        if (!logs.areSeveral()) {
            return served.get(0);
        }
        Set<String> names = logs.of(channels);
        if (names.size() > 1) {
            throw LogProblems.several(names);
        }
        String name = names.iterator().next();
        return served.stream()
                .filter(log -> log.name().equals(name))
                .findFirst()
                .orElseThrow(() -> LogProblems.notServed(name));
    }

    /** One to be with for as long as nothing is subscribed: one that can be read, if there is one. */
    public ServedLog any() {
        return served.stream()
                .filter(log -> log.state().isCaughtUp())
                .findFirst()
                .orElse(served.get(0));
    }

    @Override
    public Mono<Integer> count() {
        return Flux.fromIterable(served).flatMap(log -> log.fanout().count()).reduce(0, Integer::sum);
    }

    @Override
    public Mono<Void> drain(Duration spread, Supplier<Duration> reconnectAfter) {
        return Flux.fromIterable(served)
                .flatMap(log -> log.fanout().drain(spread, reconnectAfter))
                .then();
    }

    @Override
    public void close() {
        served.forEach(ServedLog::close);
    }
}
