package io.fourways.ingest.provider;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    IncomingWebhook withHeader(String lowerCaseName, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(lowerCaseName, List.of(value));
        return new IncomingWebhook(method, url, more, body, receivedAt);
    }

    /** The same without a parameter of the query, however its name is encoded and as often as it is there. */
    IncomingWebhook withoutParameter(String name) {
        String query = url.getRawQuery();
        if (query == null) {
            return this;
        }
        String rest = Arrays.stream(query.split("&", -1))
                .filter(pair -> !FormParameters.isCalled(name, pair))
                .collect(Collectors.joining("&"));
        String address = url.toString().split("[?]", 2)[0];
        URI bare = URI.create(rest.isEmpty() ? address : address + "?" + rest);
        return new IncomingWebhook(method, bare, headers, body, receivedAt);
    }

    /** Without what may hold credentials: headers, query and body. */
    @Override
    public String toString() {
        return "IncomingWebhook[" + method + " " + url.getRawPath() + ", " + body.length + " bytes, received "
                + receivedAt + "]";
    }
}
