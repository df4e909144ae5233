package io.fourways.dispatch.endpoint.settings;

import io.fourways.dispatch.api.Members;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an endpoint is. Whether something may be sent there is found out each time something is. */
final class EndpointUrl {

    private static final String MEMBER = "url";
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private EndpointUrl() {}

    static String of(Members members) {
        String url = members.requiredText(MEMBER);
        String wrong = url.length() > MAX_LENGTH ? "must be at most " + MAX_LENGTH + " characters" : wrong(url);
        if (wrong != null) {
            throw members.invalid(wrong, MEMBER);
        }
        return url;
    }

    private static @Nullable String wrong(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            return "must be a URL";
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
            return "must be an http or https URL";
        }
        if (url.getHost() == null || !text.chars().allMatch(c -> c < 128) || url.getPort() > MAX_PORT) {
            return "must have a host, in ASCII, and no port beyond " + MAX_PORT;
        }
        return url.getRawUserInfo() == null ? null : "must have no user or password: use headers";
    }
}
