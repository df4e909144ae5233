package io.fourways.ingest.source.stored;

import io.fourways.service.secrets.SealedSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Seals the options of a source that are secrets, by name, as {@link SealedSecrets} does its secrets. Neither opens as
 * the other: what they are bound to is different.
 */
public final class SealedOptions {

    /** No source has a slash in its name. */
    private static final String KIND = "/options";

    private final SealedSecrets seal;

    public SealedOptions(SealedSecrets seal) {
        this.seal = seal;
    }

    /** Off event loops: it waits for randomness. */
    public byte[] seal(String source, Map<String, String> options) {
        List<String> namesAndValues = new ArrayList<>();
        options.forEach((name, value) -> namesAndValues.addAll(List.of(name, value)));
        return seal.seal(source + KIND, namesAndValues);
    }

    /** Empty when they are not the source's own, were changed, or were sealed under a key not known here. */
    public Optional<Map<String, String>> open(String source, byte[] sealed) {
        return seal.open(source + KIND, sealed).map(SealedOptions::byName);
    }

    private static Map<String, String> byName(List<String> namesAndValues) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            options.put(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
        return options;
    }
}
