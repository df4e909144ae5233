package io.fourways.ingest.source;

import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderSettings;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place webhooks come from.
 *
 * @param name              what its address ends with, {@code /webhooks/{name}}: a channel segment of at most 64
 *                          characters
 * @param provider          who signs them, and how
 * @param settings          what that provider needs to know of it
 * @param channel           where its events belong
 * @param publicUrl         what the provider was told to call, for schemes that sign it; null when it is what the
 *                          request itself says
 * @param requestsPerSecond how many genuine webhooks are taken each second; null for the service's own limit
 */
public record Source(
        String name,
        Provider provider,
        ProviderSettings settings,
        ChannelTemplate channel,
        @Nullable URI publicUrl,
        @Nullable Integer requestsPerSecond) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Whether a source may be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** What the provider called when this was requested: the address that it was told, with the query that it sent. */
    public URI called(URI requested) {
        if (publicUrl == null) {
            return requested;
        }
        String address = publicUrl.toString().split("[?#]", 2)[0];
        String query = requested.getRawQuery();
        return URI.create(query == null ? address : address + "?" + query);
    }
}
