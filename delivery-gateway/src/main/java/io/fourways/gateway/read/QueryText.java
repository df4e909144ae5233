package io.fourways.gateway.read;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Text as a value in a query. */
final class QueryText {

    private QueryText() {}

    /** The text with everything escaped but what is unreserved (RFC 3986, 2.3) and the star of patterns. */
    static String encode(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8).replace("%2A", "*");
    }
}
