package io.fourways.dispatch.egress.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule which URLs an endpoint may have, as far as their text tells: what can be said when somebody writes one down. Looks
 * nothing up. Safe for any thread.
 */
public final class EndpointUrls {

    private static final int LONGEST = 4_096;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final boolean http;
    private final List<PortRange> ports;
    private final AddressGuard guard;

    /**
     * @param http  whether {@code http:} will do as well as {@code https:}
     * @param ports those that may be connected to
     */
    public EndpointUrls(boolean http, List<PortRange> ports, AddressGuard guard) {
        this.http = http;
        this.ports = List.copyOf(ports);
        this.guard = guard;
    }

    /** Why an endpoint must not be written down with this URL, as a sentence that does not quote it; empty when it may. */
    public Optional<String> refusal(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("The URL is longer than " + LONGEST + " characters");
        }
        try {
            return refusal(new URI(text));
        } catch (URISyntaxException malformed) {
            return Optional.of("This is no URL");
        }
    }

    /** Why requests must not go there; empty when they may be tried. */
    public Optional<String> refusal(URI uri) {
        return scheme(uri).or(() -> host(uri)).or(() -> rest(uri));
    }

    private Optional<String> scheme(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return scheme.equals("https") || (http && scheme.equals("http"))
                ? Optional.empty()
                : Optional.of("The URL must begin with https://" + (http ? " or http://" : ""));
    }

    private Optional<String> host(URI uri) {
        if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
            return Optional.of("The URL must not hold a user or a password: use the endpoint's headers");
        }
        if (uri.getHost() == null) {
            return Optional.of("The URL's host must be a name in ASCII (xn--… for others) or an address");
        }
        HostForm host = HostForm.of(uri.getHost());
        Optional<byte[]> address = host.isLocalhost() ? Optional.of(LOOPBACK) : host.address();
        if (address.isEmpty() && !host.isName()) {
            return Optional.of(
                    "The URL's host must be a name, without a dot at its end, or an address in its usual form");
        }
        return address.flatMap(guard::refusal).map(why -> "The URL's address is " + why);
    }

    private Optional<String> rest(URI uri) {
        if (uri.getRawFragment() != null) {
            return Optional.of("The URL must not have a fragment (#…): it would not be sent");
        }
        int port = port(uri);
        return ports.stream().anyMatch(range -> range.contains(port))
                ? Optional.empty()
                : Optional.of("The URL's port " + port + " is not one that webhooks may go to");
    }

    private static int port(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        return uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    }
}
