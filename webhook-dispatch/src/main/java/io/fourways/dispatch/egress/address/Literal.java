package io.fourways.dispatch.egress.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address in its usual form: four decimal numbers, or IPv6 (RFC 4291, 2.2) without a zone. Looks nothing up. */
final class Literal {

    private static final Pattern OCTET = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int OCTETS = 4;
    private static final int HIGHEST = 255;

    private Literal() {}

    /** Its bytes: four of an IPv4 address, however it is written, sixteen of any other. Empty when the text is none. */
    static Optional<byte[]> parse(String text) {
        return IPV6.matcher(text).matches() ? parseIpv6(text) : parseIpv4(text);
    }

    private static Optional<byte[]> parseIpv4(String text) {
        String[] octets = DOT.split(text, -1);
        byte[] address = new byte[OCTETS];
        if (octets.length != OCTETS) {
            return Optional.empty();
        }
        for (int i = 0; i < OCTETS; i++) {
            if (!OCTET.matcher(octets[i]).matches() || Integer.parseInt(octets[i]) > HIGHEST) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(address);
    }

    /** What has a colon is never looked up. */
    private static Optional<byte[]> parseIpv6(String text) {
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
