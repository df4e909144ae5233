package io.fourways.ingest.source.stored;

import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.Source;
import io.fourways.ingest.source.declared.SourcesProperties;
import io.fourways.service.secrets.SealedSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Makes sources of rows, their secrets opened. One that cannot be used is logged once each time it is read. */
final class StoredSourceReader implements Function<SourceRow, Optional<Source>> {

    private static final Logger log = LoggerFactory.getLogger(StoredSourceReader.class);

    private final Map<String, Provider> providers;
    private final @Nullable SealedSecrets seal;

    /**
     * @param providers by name
     * @param seal      null when no key is configured: then no row can be used
     */
    StoredSourceReader(Map<String, Provider> providers, @Nullable SealedSecrets seal) {
        this.providers = Map.copyOf(providers);
        this.seal = seal;
    }

    @Override
    public Optional<Source> apply(SourceRow row) {
        Provider provider = providers.get(row.provider());
        if (provider == null) {
            log.error("Source {} cannot be used: {} is no provider", row.name(), row.provider());
            return Optional.empty();
        }
        return secrets(row)
                .flatMap(secrets -> sealedOptions(row).flatMap(options -> read(row, provider, secrets, options)));
    }

    private Optional<List<String>> secrets(SourceRow row) {
        return opened(row, "secrets", key -> key.open(row.name(), row.sealedSecrets()));
    }

    private Optional<Map<String, String>> sealedOptions(SourceRow row) {
        byte[] sealed = row.sealedOptions();
        return sealed == null
                ? Optional.of(Map.of())
                : opened(row, "options", key -> new SealedOptions(key).open(row.name(), sealed));
    }

    private <T> Optional<T> opened(SourceRow row, String what, Function<SealedSecrets, Optional<T>> opening) {
        Optional<T> opened = seal == null ? Optional.empty() : opening.apply(seal);
        if (opened.isEmpty()) {
            log.error(
                    "Source {} cannot be used: its {} were sealed under a key that is neither {}.secrets-key"
                            + " nor one of the previous ones",
                    row.name(),
                    what,
                    SourcesProperties.PREFIX);
        }
        return opened;
    }

    private static Optional<Source> read(
            SourceRow row, Provider provider, List<String> secrets, Map<String, String> sealedOptions) {
        try {
            Map<String, String> options = new HashMap<>(row.optionsByName());
            options.putAll(sealedOptions);
            ProviderSettings settings = new ProviderSettings(secrets, row.tolerance(), options);
            provider.check(settings);
            return Optional.of(new Source(
                    row.name(),
                    provider,
                    settings,
                    ChannelTemplate.of(row.channelTemplate()),
                    row.url(),
                    row.requestsPerSecond()));
        } catch (IllegalArgumentException | JacksonException malformed) {
            log.error("Source {} cannot be used: {}", row.name(), malformed.getMessage());
            return Optional.empty();
        }
    }
}
