package io.fourways.ingest.provider;

import java.util.List;
import java.util.Map;

/** Settings of sources, as short as tests want them. */
final class Settings {

    private Settings() {}

    static ProviderSettings secret(String... secrets) {
        return new ProviderSettings(List.of(secrets), null, Map.of());
    }

    static ProviderSettings with(Map<String, String> options, String... secrets) {
        return new ProviderSettings(List.of(secrets), null, options);
    }
}
