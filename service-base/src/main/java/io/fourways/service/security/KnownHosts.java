package io.fourways.service.security;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts a request may name in its {@code Host}, with any port: addresses, names of a single label, those under
 * {@code localhost}, which are all of the loopback (RFC 6761, 6.3), and those configured. Somebody far away who lets a name of theirs point to this machine has a name with a dot in it; an address
 * points nowhere else, and a name without a dot, such as {@code localhost} or that of a container, is one of this network.
 */
final class KnownHosts {

    private static final String ANY = "*";
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern SINGLE_LABEL = Pattern.compile("[a-z0-9_-]+");
    private static final Pattern UNDER_LOCALHOST = Pattern.compile("([a-z0-9_-]+\\.)+localhost");

    private final Set<String> configured;

    /** @param configured names or addresses without port (one of IPv6 in brackets), or {@code *} for all */
    KnownHosts(List<String> configured) {
        this.configured = configured.stream().map(KnownHosts::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it is one of them; {@code host} is as the header has it. */
    boolean know(String host) {
        String name = normal(PORT.matcher(host).replaceFirst(""));
        return configured.contains(ANY)
                || configured.contains(name)
                || SINGLE_LABEL.matcher(name).matches()
                || UNDER_LOCALHOST.matcher(name).matches()
                || isAddress(name);
    }

    private static boolean isAddress(String name) {
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        return bracketed
                ? NetUtil.isValidIpV6Address(name.substring(1, name.length() - 1))
                : NetUtil.isValidIpV4Address(name);
    }

    private static String normal(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
