package io.fourways.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports of the loopback that nobody listens on. */
public final class Ports {

    /** How far a service's management port lies above its own. */
    public static final int MANAGEMENT_OFFSET = 1000;

    /** Below the range from which the system picks ports for outgoing connections, which would take them meanwhile. */
    private static final int FIRST = 12_000;

    private static final int LAST = 31_000;

    /**
     * What keeps those that were given away for whoever asked for them, who may not have bound them yet: the same ports of
     * another protocol, which nobody here speaks, bound until this JVM ends. So other JVMs whose tests run beside give
     * away others.
     */
    private static final Queue<DatagramSocket> GIVEN = new ConcurrentLinkedQueue<>();

    private Ports() {}

    /** A free port. */
    public static int free() {
        return candidates()
                .filter(Ports::isFree)
                .filter(Ports::keep)
                .findFirst()
                .orElseThrow();
    }

    /** A free port whose management port is free too. */
    public static int freeForService() {
        return candidates()
                .filter(port -> isFree(port) && isFree(port + MANAGEMENT_OFFSET))
                .filter(port -> keep(port) && keep(port + MANAGEMENT_OFFSET))
                .findFirst()
                .orElseThrow();
    }

    private static IntStream candidates() {
        return ThreadLocalRandom.current().ints(1000, FIRST, LAST);
    }

    private static boolean keep(int port) {
        try {
            GIVEN.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            return true;
        } catch (BindException taken) {
            return false;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
