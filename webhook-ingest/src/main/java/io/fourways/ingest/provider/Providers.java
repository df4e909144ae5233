package io.fourways.ingest.provider;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every provider there is, by name. */
public final class Providers {

    private final SortedMap<String, Provider> byName = new TreeMap<>();

    /**
     * The registry of these.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    public Providers(List<Provider> providers) {
        for (Provider provider : providers) {
            if (byName.putIfAbsent(provider.name(), provider) != null) {
                throw new IllegalArgumentException("Two providers are called " + provider.name());
            }
        }
    }

    /**
     * The provider of that name.
     *
     * @throws IllegalArgumentException naming the known ones, when there is none
     */
    public Provider named(String name) {
        Provider provider = byName.get(name);
        if (provider == null) {
            throw new IllegalArgumentException(
                    "There is no provider " + name + ": known are " + String.join(", ", byName.keySet()));
        }
        return provider;
    }

    /** All of them, by name. */
    public Map<String, Provider> all() {
        return Map.copyOf(byName);
    }
}
