package io.fourways.ingest.administration.webhooks;

import io.fourways.ingest.provider.CredentialHeaders;
import io.fourways.ingest.rejected.KeptHeaders;
import io.fourways.ingest.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request's headers as they may be shown: some providers send the secret itself. */
final class ShownHeaders {

    /** What nobody sends a credential in, all that is shown when it is not known which the source's is. */
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "host",
            "traceparent",
            "transfer-encoding",
            "user-agent");

    private static final List<String> HIDDEN = List.of("(not shown)");

    private ShownHeaders() {}

    /**
     * Leaves out credentials: by name, by what the source's provider says, and whatever contains one of its secrets.
     *
     * @param source null when there is none of that name any more, or it cannot be read
     */
    static Map<String, List<String>> of(String json, @Nullable Source source) {
        Map<String, List<String>> shown = KeptHeaders.shown(json);
        shown.replaceAll((name, values) -> mayBeShown(name, values, source) ? values : HIDDEN);
        return shown;
    }

    private static boolean mayBeShown(String name, List<String> values, @Nullable Source source) {
        if (source == null) {
            return HARMLESS.contains(name);
        }
        return !CredentialHeaders.contain(name)
                && !source.provider().credentialHeaders(source.settings()).contains(name)
                && values.stream()
                        .noneMatch(value -> source.settings().secrets().stream().anyMatch(value::contains));
    }
}
