package io.fourways.ingest.administration.sources;

import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.stored.SourceRow;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A source as the table has it, and since when. */
record ManagedSource(SourceRow row, Instant createdAt, Instant updatedAt) {

    static final String COLUMNS = SourceRow.COLUMNS + ", created_at, updated_at";

    static ManagedSource of(Readable row) {
        return new ManagedSource(SourceRow.of(row), time(row, "created_at"), time(row, "updated_at"));
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    String name() {
        return row.name();
    }

    /** What it is like, without its secrets but with those of its options. */
    SourceSettings settings(Providers providers, Map<String, String> secretOptions) {
        Provider known = providers.all().get(row.provider());
        if (known == null) {
            throw SourceProblems.providerGone(row.provider());
        }
        Map<String, String> all = new LinkedHashMap<>(row.optionsByName());
        all.putAll(secretOptions);
        return new SourceSettings(
                known,
                null,
                ChannelTemplate.of(row.channelTemplate()),
                row.url(),
                row.tolerance(),
                all,
                row.requestsPerSecond());
    }

    /** The options that may be shown: none of a provider that nothing is known of here. */
    Map<String, String> shownOptions(Providers providers) {
        Provider known = providers.all().get(row.provider());
        Map<String, String> shown = new LinkedHashMap<>(row.optionsByName());
        shown.keySet().removeIf(name -> known == null || known.secretOptions().contains(name));
        return shown;
    }
}
