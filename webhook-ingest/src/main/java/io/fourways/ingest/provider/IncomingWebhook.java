package io.fourways.ingest.provider;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in, before anything has been believed of it.
 *
 * @param method     the HTTP method
 * @param url        what the provider was told to call, with this request's query: the source's public URL, which
 *                   schemes that sign the URL have signed
 * @param headers    by lower-case name, the values in order
 * @param body       the raw bytes
 * @param receivedAt when it came: what its timestamp is held against, also when it is verified again later
 */
@SuppressWarnings("ArrayRecordComponent")
public record IncomingWebhook(
        String method, URI url, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {

    /** The header's only value; empty when it is absent or there are several, which nobody signs. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
