package io.fourways.dispatch.egress.address;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that are nobody's on the Internet: what is for a host itself, a link, a private network, a provider's own
 * use, documentation, groups or nothing yet, and the known metadata services of clouds.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA's special IPv4 addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA's special IPv6 addresses</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes its blocks
enum SpecialAddresses {
    // the most specific first: what is said is the first that holds
    METADATA("a cloud's metadata service", "169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254"),
    UNSPECIFIED("unspecified", "0.0.0.0/8", "::/128"),
    LOOPBACK("loopback", "127.0.0.0/8", "::1/128"),
    PRIVATE("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    SHARED("shared by a provider's customers", "100.64.0.0/10"),
    LINK_LOCAL("link-local", "169.254.0.0/16", "fe80::/10"),
    PROTOCOL("assigned to protocols", "192.0.0.0/24", "2001::/23", "64:ff9b:1::/48", "5f00::/16"),
    DOCUMENTATION(
            "for documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    BENCHMARKING("for benchmarks", "198.18.0.0/15"),
    RELAYED("a relay to IPv6 or to IPv4", "192.88.99.0/24", "2002::/16"),
    MULTICAST("multicast", "224.0.0.0/4", "ff00::/8"),
    BROADCAST("broadcast", "255.255.255.255"),
    RESERVED("reserved", "240.0.0.0/4");

    private static final Cidr GLOBAL = Cidr.of("2000::/3");
    private static final int IPV4 = 4;

    private final String description;
    private final List<Cidr> blocks;

    SpecialAddresses(String description, String... blocks) {
        this.description = description;
        this.blocks = Arrays.stream(blocks).map(Cidr::of).toList();
    }

    /** What is special about an address of four or sixteen bytes that embeds no other; empty for a host of the Internet. */
    static Optional<String> describe(byte[] address) {
        return Arrays.stream(values())
                .filter(special -> special.blocks.stream().anyMatch(block -> block.contains(address)))
                .map(special -> special.description)
                .findFirst()
                .or(() -> isAssigned(address) ? Optional.empty() : Optional.of(RESERVED.description));
    }

    /** Hosts of the Internet have IPv6 addresses from one eighth of them only. */
    private static boolean isAssigned(byte[] address) {
        return address.length == IPV4 || GLOBAL.contains(address);
    }
}
