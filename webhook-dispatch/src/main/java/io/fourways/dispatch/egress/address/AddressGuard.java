package io.fourways.dispatch.egress.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The rule which addresses may be connected to: those of hosts on the Internet, without those that this deployment denies,
 * with those that it allows. Safe for any thread.
 *
 * <p>An IPv6 address that another one is embedded in is judged by both.
 */
public final class AddressGuard {

    private final List<Cidr> allowed;
    private final List<Cidr> denied;

    /**
     * @param allowed may be reached, whatever they are
     * @param denied  may not be, though they are allowed or on the Internet
     */
    public AddressGuard(List<Cidr> allowed, List<Cidr> denied) {
        this.allowed = List.copyOf(allowed);
        this.denied = List.copyOf(denied);
    }

    /** Why an address must not be connected to, going on from "the address is"; empty when it may be. */
    public Optional<String> refusal(InetAddress address) {
        return refusal(address.getAddress());
    }

    Optional<String> refusal(byte[] bytes) {
        byte[] address = EmbeddedAddress.written(bytes);
        return one(bytes, address).or(() -> EmbeddedAddress.within(address).flatMap(within -> one(within, within)));
    }

    private Optional<String> one(byte[] bytes, byte[] address) {
        if (isIn(denied, bytes) || isIn(denied, address)) {
            return Optional.of("denied here");
        }
        return isIn(allowed, address) ? Optional.empty() : SpecialAddresses.describe(address);
    }

    private static boolean isIn(List<Cidr> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
