package io.fourways.contract;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code datacontenttype} says of the payload. */
final class MediaType {

    /** Type and subtype (RFC 9110, 8.3.1); of the parameters only the charset is ever looked at. */
    private static final Pattern WHOLE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+\\s*(;.*)?");

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    /** The charsets whose text is UTF-8 as it stands. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

    private MediaType() {}

    static boolean isWellFormed(String text) {
        return WHOLE.matcher(text).matches();
    }

    static boolean isJson(String text) {
        String subtype = withoutParameters(text);
        subtype = subtype.substring(subtype.indexOf('/') + 1);
        return subtype.equals("json") || subtype.endsWith("+json");
    }

    static boolean isUtf8Text(String text) {
        Matcher charset = CHARSET.matcher(text);
        return withoutParameters(text).startsWith("text/")
                && (!charset.find() || UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT)));
    }

    private static String withoutParameters(String text) {
        int parameters = text.indexOf(';');
        String type = parameters < 0 ? text : text.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
