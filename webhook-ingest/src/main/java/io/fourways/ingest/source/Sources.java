package io.fourways.ingest.source;

import reactor.core.publisher.Mono;

/** The sources there are now. Safe for any thread, never blocks, and asks nobody: it may be called for every request. */
@FunctionalInterface
public interface Sources {

    /**
     * The source of a name; empty when there is none.
     *
     * <p>Fails with a {@link io.fourways.service.problem.ProblemException} 503 while it is not known whether there is
     * one, with {@link SourceUnusable} when its secrets cannot be read: a provider that is told 404 may give up for good.
     */
    Mono<Source> find(String name);
}
