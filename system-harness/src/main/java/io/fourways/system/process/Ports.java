package io.fourways.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports of the loopback that nobody listens on. */
public final class Ports {

    /** How far a service's management port lies above its own. */
    public static final int MANAGEMENT_OFFSET = 1000;

    /** Below the range from which the system picks ports for outgoing connections, which would take them meanwhile. */
    private static final int FIRST = 12_000;

    private static final int LAST = 31_000;

    /** Those given away already: who asked for one may not have bound it yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A free port. */
    public static int free() {
        return candidates().filter(Ports::isFree).filter(GIVEN::add).findFirst().orElseThrow();
    }

    /** A free port whose management port is free too. */
    public static int freeForService() {
        return candidates()
                .filter(port -> isFree(port) && isFree(port + MANAGEMENT_OFFSET))
                .filter(port -> GIVEN.add(port) && GIVEN.add(port + MANAGEMENT_OFFSET))
                .findFirst()
                .orElseThrow();
    }

    private static IntStream candidates() {
        return ThreadLocalRandom.current().ints(1000, FIRST, LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (java.net.BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
