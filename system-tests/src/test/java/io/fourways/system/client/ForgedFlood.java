package io.fourways.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Forged webhooks at a steady pace, as long as it is open. What was missed of the pace is made up for, if it can be. */
public final class ForgedFlood implements AutoCloseable {

    private static final int FORGERS = 16;

    private final StandardSender sender;
    private final String name;
    private final long period;
    private final LongAdder refused = new LongAdder();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final List<Thread> forgers = new ArrayList<>();
    private final long start = System.nanoTime();
    private volatile boolean closed;

    private ForgedFlood(StandardSender sender, String name, int perSecond) {
        this.sender = sender;
        this.name = name;
        period = Duration.ofSeconds(FORGERS).toNanos() / perSecond;
    }

    /** Begins; the name is what the ids begin with. */
    public static ForgedFlood start(StandardSender sender, String name, int perSecond) {
        ForgedFlood flood = new ForgedFlood(sender, name, perSecond);
        for (int number = 0; number < FORGERS; number++) {
            int forger = number;
            Thread thread = new Thread(() -> flood.run(forger), name + "-" + forger);
            thread.setDaemon(true);
            thread.start();
            flood.forgers.add(thread);
        }
        return flood;
    }

    /** How many were refused in each second since it began; fails if one was not. */
    public double perSecond() {
        assertThat(surprises).as("answers to forged webhooks").isEmpty();
        return refused.sum() * 1e9 / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        closed = true;
        forgers.forEach(ForgedFlood::join);
    }

    private void run(int forger) {
        long begin = start + forger * period / FORGERS;
        for (int number = 0; !closed; number++) {
            LockSupport.parkNanos(begin + number * period - System.nanoTime());
            forge(name + "-" + forger + "-" + number);
        }
    }

    private void forge(String id) {
        try {
            int status = sender.forge(id, "{}").statusCode();
            if (status == 401 || status == 429) {
                refused.increment();
            } else {
                surprises.add(id + ": " + status);
            }
        } catch (UncheckedIOException unanswered) {
            surprises.add(id + ": " + unanswered.getMessage());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
