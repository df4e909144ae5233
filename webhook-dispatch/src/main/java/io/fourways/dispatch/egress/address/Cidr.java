package io.fourways.dispatch.egress.address;

import java.util.Optional;

/**
 * A block of addresses that begin with the same bits, such as {@code 10.0.0.0/8} or {@code fc00::/7} (RFC 4632, RFC 4291).
 */
public final class Cidr {

    private final byte[] address;
    private final int length;

    /**
     * The block of all addresses that begin like one.
     *
     * @param address of four or sixteen bytes
     * @param length  how many bits they have in common
     */
    Cidr(byte[] address, int length) {
        this.address = address.clone();
        this.length = length;
    }

    /** Reads one; an address alone is the block of that address. Empty when the text is neither. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        return Literal.parse(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            int bits = address.length * Byte.SIZE;
            int length = slash < 0 ? bits : length(text.substring(slash + 1));
            return length < 0 || length > bits ? Optional.empty() : Optional.of(new Cidr(address, length));
        });
    }

    private static int length(String digits) {
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    }

    static Cidr of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no block of addresses"));
    }

    /** Whether the address of four or sixteen bytes is in it. */
    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != other[i]) {
                return false;
            }
        }
        int shift = Byte.SIZE - length % Byte.SIZE;
        return shift == Byte.SIZE || (address[whole] & 0xff) >> shift == (other[whole] & 0xff) >> shift;
    }
}
