package io.fourways.dispatch.endpoint.header;

import io.fourways.dispatch.api.Members;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers of its own an endpoint can have, and which of them are not shown once they are set. */
final class HeaderRules {

    static final String MEMBER = "headers";
    static final int MAX_HEADERS = 50;

    private static final int MAX_LENGTH = 4096;

    /** RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

    /** Visible ASCII, and spaces and tabs between. */
    private static final Pattern VALUE = Pattern.compile("[!-~]([\\t -~]*[!-~])?|");

    /** What the sender says itself, and what is about the connection. */
    private static final Set<String> TAKEN = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "trailers",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private static final List<String> TAKEN_PREFIXES = List.of("webhook-", "svix-", "x-svix-", "proxy-", ":");

    private static final List<String> SENSITIVE =
            List.of("auth", "token", "secret", "key", "password", "passwd", "cookie", "credential", "signature");

    private HeaderRules() {}

    static void check(Members members, String name, String value) {
        String wrong = wrong(name, value);
        if (wrong != null) {
            throw members.invalid(wrong, MEMBER, name);
        }
    }

    private static @Nullable String wrong(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return "is not the name of a header";
        }
        if (isTaken(name.toLowerCase(Locale.ROOT))) {
            return "is not for endpoints to set";
        }
        boolean fits = value.length() <= MAX_LENGTH && VALUE.matcher(value).matches();
        return fits ? null : "must be at most " + MAX_LENGTH + " characters of visible ASCII, and spaces between";
    }

    private static boolean isTaken(String name) {
        return TAKEN.contains(name) || TAKEN_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Whether the value may let somebody in somewhere. */
    static boolean isSensitive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SENSITIVE.stream().anyMatch(lower::contains);
    }
}
