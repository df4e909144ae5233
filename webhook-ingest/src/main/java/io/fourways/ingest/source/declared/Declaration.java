package io.fourways.ingest.source.declared;

import io.fourways.ingest.source.Source;
import java.util.Map;

/**
 * The sources that configuration declares.
 *
 * @param sources by name
 */
public record Declaration(Map<String, Source> sources) {

    public Declaration {
        sources = Map.copyOf(sources);
    }
}
