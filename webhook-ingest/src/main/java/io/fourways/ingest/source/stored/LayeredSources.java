package io.fourways.ingest.source.stored;

import io.fourways.ingest.source.Source;
import io.fourways.ingest.source.Sources;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The sources that configuration declares, over those managed at run time. */
final class LayeredSources implements Sources {

    private final Map<String, Source> declared;
    private final StoredSources stored;

    LayeredSources(Map<String, Source> declared, StoredSources stored) {
        this.declared = declared;
        this.stored = stored;
    }

    @Override
    public Mono<Source> find(String name) {
        Source source = declared.get(name);
        return source == null ? stored.find(name) : Mono.just(source);
    }
}
