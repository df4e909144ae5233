package io.fourways.dispatch.egress.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host as a URL writes it: a name, or an address in its usual form. Other forms that some resolver reads as an address
 * (decimal, octal, hexadecimal, shortened) are none.
 */
final class HostForm {

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

    /** What ends in such a label is an address to whoever follows the URL Standard, or a mistake. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    private final String host;

    private HostForm(String host) {
        this.host = host;
    }

    /** In lower case, IPv6 addresses in brackets, as {@link java.net.URI#getHost()} gives them. */
    static HostForm of(String host) {
        return new HostForm(host.toLowerCase(Locale.ROOT));
    }

    /** The address, if it is one. */
    Optional<byte[]> address() {
        return Literal.parse(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    /** Whether it is a name of a host, in ASCII, without a dot at the end. */
    boolean isName() {
        return NAME.matcher(host).matches() && !ENDS_IN_NUMBER.matcher(host).matches();
    }

    /** Whether it is a name of this very machine, whatever the look-up would say (RFC 6761). */
    boolean isLocalhost() {
        return host.equals("localhost") || host.endsWith(".localhost");
    }
}
