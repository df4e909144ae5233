package io.fourways.service.security;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The hosts a request may name in its {@code Host}: the names of the loopback, and those configured, with any port. */
final class KnownHosts {

    private static final String ANY = "*";
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

    private final Set<String> configured;

    /** @param configured names or addresses without port (one of IPv6 in brackets), or {@code *} for all */
    KnownHosts(List<String> configured) {
        this.configured = configured.stream().map(KnownHosts::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it is one of them; {@code host} is as the header has it. */
    boolean know(String host) {
        String name = normal(PORT.matcher(host).replaceFirst(""));
        return configured.contains(ANY) || configured.contains(name) || LOOPBACK.contains(name) || isLoopback(name);
    }

    private static boolean isLoopback(String name) {
        return name.startsWith("127.") && NetUtil.isValidIpV4Address(name);
    }

    private static String normal(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
