package io.fourways.ingest.administration.sources;

import io.fourways.ingest.source.Source;
import io.fourways.ingest.source.stored.SourceRow;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is shown: without its secrets.
 *
 * @param options     those that are no secrets themselves
 * @param url         where its webhooks are taken
 * @param secretCount how many secrets it has; null when they cannot be read, since the key they were sealed under is not
 *                    known here
 * @param declared    whether the configuration declares it
 */
record SourceAnswer(
        String name,
        String provider,
        String channel,
        String url,
        @Nullable String publicUrl,
        @Nullable String tolerance,
        Map<String, String> options,
        @Nullable Integer requestsPerSecond,
        @Nullable Integer secretCount,
        boolean declared,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static SourceAnswer of(Source declared) {
        URI publicUrl = declared.publicUrl();
        Duration tolerance = declared.settings().tolerance();
        return new SourceAnswer(
                declared.name(),
                declared.provider().name(),
                declared.channel().toString(),
                url(declared.name()),
                publicUrl == null ? null : publicUrl.toString(),
                tolerance == null ? null : tolerance.toString(),
                shown(declared),
                declared.requestsPerSecond(),
                declared.settings().secrets().size(),
                true,
                null,
                null);
    }

    static SourceAnswer of(ManagedSource managed, Map<String, String> shown, @Nullable Integer secretCount) {
        SourceRow row = managed.row();
        Duration tolerance = row.tolerance();
        return new SourceAnswer(
                row.name(),
                row.provider(),
                row.channelTemplate(),
                url(row.name()),
                row.publicUrl(),
                tolerance == null ? null : tolerance.toString(),
                new TreeMap<>(shown),
                row.requestsPerSecond(),
                secretCount,
                false,
                managed.createdAt(),
                managed.updatedAt());
    }

    private static Map<String, String> shown(Source declared) {
        Map<String, String> shown = new TreeMap<>(declared.settings().options());
        shown.keySet().removeAll(declared.provider().secretOptions());
        return shown;
    }

    private static String url(String name) {
        return "/webhooks/" + name;
    }
}
