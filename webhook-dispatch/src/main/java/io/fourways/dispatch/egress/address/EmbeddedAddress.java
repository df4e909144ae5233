package io.fourways.dispatch.egress.address;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The IPv4 address within an IPv6 address, which is where packets to the latter end up. Those of compatible addresses, of
 * 6to4 and of Teredo do not matter: {@link SpecialAddresses} has these whole.
 */
final class EmbeddedAddress {

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    /** Mapped, translated and NAT64 (RFC 4291, RFC 2765, RFC 6052): nothing but the IPv4 address says what they are. */
    private static final List<Cidr> WRITTEN_OTHERWISE =
            List.of(mapped(), Cidr.of("::ffff:0:0:0/96"), Cidr.of("64:ff9b::/96"));

    /** What stands before the IPv4 address in the lower half (RFC 5214), but for two bits that may be set. */
    private static final byte[] ISATAP = {0, 0, 0x5e, (byte) 0xfe};

    private static final int ISATAP_FREE_BITS = 0x03;

    private EmbeddedAddress() {}

    /** The IPv4 address that the address is another way to write; itself when it is none. */
    static byte[] written(byte[] address) {
        return WRITTEN_OTHERWISE.stream().anyMatch(block -> block.contains(address)) ? last(address) : address;
    }

    /** An IPv4 address that packets to this one may end up at, on some link (ISATAP). */
    static Optional<byte[]> within(byte[] address) {
        return address.length == IPV6 && isIsatap(address) ? Optional.of(last(address)) : Optional.empty();
    }

    /** As the JDK does not write it: it takes such an address for the IPv4 address. */
    private static Cidr mapped() {
        byte[] address = new byte[IPV6];
        address[10] = (byte) 0xff;
        address[11] = (byte) 0xff;
        return new Cidr(address, (IPV6 - IPV4) * Byte.SIZE);
    }

    private static boolean isIsatap(byte[] address) {
        byte[] marker = Arrays.copyOfRange(address, IPV6 / 2, IPV6 - IPV4);
        marker[0] &= ~ISATAP_FREE_BITS;
        return Arrays.equals(marker, ISATAP);
    }

    private static byte[] last(byte[] address) {
        return Arrays.copyOfRange(address, IPV6 - IPV4, IPV6);
    }
}
