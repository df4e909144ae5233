package io.fourways.gateway.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A client that sends the same over and over, until nobody takes any more of it. */
final class Flood {

    /** More than the sockets' buffers of both sides hold. */
    static final int BYTES = 48 << 20;

    private final Socket socket;
    private final AtomicLong accepted = new AtomicLong();
    private final Thread thread;

    private Flood(Socket socket, byte[] again) {
        this.socket = socket;
        this.thread = new Thread(() -> send(again));
    }

    static Flood of(Socket socket, byte[] again) {
        Flood flood = new Flood(socket, again);
        flood.thread.start();
        return flood;
    }

    private void send(byte[] again) {
        try {
            while (accepted.get() < BYTES) {
                socket.getOutputStream().write(again);
                accepted.addAndGet(again.length);
            }
        } catch (IOException closed) {
            assertThat(socket.isClosed()).isTrue();
        }
    }

    /** That it comes to a halt long before all was taken; then its connection is closed. */
    void assertIsNotRead() throws IOException, InterruptedException {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(accepted.get()) == accepted.get());
        assertThat(accepted).hasValueLessThan(BYTES / 2);
        socket.close();
        thread.join();
    }
}
