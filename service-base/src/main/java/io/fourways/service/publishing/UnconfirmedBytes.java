package io.fourways.service.publishing;

import java.util.concurrent.TimeUnit;

/**
 * How much of what was sent the broker has not confirmed, in bytes. The broker writes all that waits for it at once, as
 * one chunk of the stream, which is as large as that (it knows no limit) and which every reader must hold whole: so the
 * publisher is who can bound it.
 *
 * @see <a href="https://github.com/rabbitmq/osiris/issues/169">Osiris: an option to limit chunk size by bytes</a>
 */
final class UnconfirmedBytes {

    private final long max;
    private long bytes;

    /** @param max above how many bytes there is no room for more; one event may go beyond it */
    UnconfirmedBytes(long max) {
        this.max = max;
    }

    synchronized void sent(int size) {
        bytes += size;
    }

    synchronized void settled(int size) {
        bytes -= size;
        notifyAll();
    }

    /** Waits until more may be sent, but no longer than that; whether it may. */
    synchronized boolean awaitRoom(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = deadline - System.nanoTime(); bytes >= max && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return bytes < max;
    }
}
