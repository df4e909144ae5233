package io.fourways.infra.chart;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses that begin alike, as {@code 10.0.0.0/8} says it. */
record AddressBlock(BigInteger first, int bits, int length) {

    static AddressBlock of(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] address = bytes(cidr.substring(0, slash));
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        return new AddressBlock(new BigInteger(1, address), bits, address.length * 8);
    }

    boolean holds(String address) {
        byte[] bytes = bytes(address);
        return bytes.length * 8 == length
                && new BigInteger(1, bytes).xor(first).shiftRight(length - bits).signum() == 0;
    }

    /** Of an address as text, no name is looked up. */
    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(address, noAddress);
        }
    }
}
