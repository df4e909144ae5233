package io.fourways.gateway.access;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The address a client is counted by: its IPv4 address, or the /64 its IPv6 address is in, since whoever has one address
 * of those has them all.
 *
 * <p>What a proxy says of its client ({@code Forwarded}, {@code X-Forwarded-For}) counts only where
 * {@code server.forward-headers-strategy} tells Spring to believe it.
 */
public final class ClientAddress {

    private static final String UNKNOWN = "unknown";
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    public static String of(ServerHttpRequest request) {
        return of(request.getRemoteAddress());
    }

    /** The same of a connection's address. */
    public static String of(@Nullable InetSocketAddress remote) {
        if (remote == null) {
            return UNKNOWN;
        }
        // a forwarded address comes unresolved, and resolving it would ask DNS
        InetAddress address = remote.isUnresolved()
                ? NetUtil.createInetAddressFromIpAddressString(remote.getHostString())
                : remote.getAddress();
        if (address == null) {
            return remote.getHostString();
        }
        return address instanceof Inet6Address ? network(address) : address.getHostAddress();
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An IPv6 address has 16 bytes", e);
        }
    }
}
