package io.fourways.ingest.provider;

import java.util.Set;

/** The headers in which credentials are sent by custom, whatever the provider: by lower-case name. */
public final class CredentialHeaders {

    private static final Set<String> CUSTOMARY =
            Set.of("authorization", "proxy-authorization", "cookie", "x-gitlab-token", "x-api-key");

    private CredentialHeaders() {}

    /** Whether a header is one of them. */
    public static boolean contain(String lowerCaseName) {
        return CUSTOMARY.contains(lowerCaseName);
    }
}
