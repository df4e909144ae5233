package io.fourways.dispatch.intake;

import com.rabbitmq.client.ShutdownSignalException;
import io.fourways.dispatch.intake.Reading.Poison;
import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.database.DatabaseUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * The thread that takes events in: a batch is stored, its poison put aside, and then it is acknowledged. While the database
 * is away the batch is kept and tried again, and the broker sends no more than what is bounded; when the broker has gone
 * what was not acknowledged is forgotten here, for it comes again. Stopping lets a batch come to its end.
 */
final class IntakeLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(IntakeLoop.class);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration LAST_BATCH = Duration.ofSeconds(10);
    private static final String LOSS =
            "The thread that takes events in has died: none becomes a message until a new start";

    private final ConnectionFactory connections;
    private final Intake intake;
    private final DeadLetters deadLetters;
    private final IntakeProperties properties;
    private final IntakeMetrics metrics;
    private final LoopThread thread = new LoopThread("fourways-intake", LAST_BATCH, LOSS, this::run);
    private volatile boolean connected;
    private int failures;

    IntakeLoop(
            ConnectionFactory connections,
            Intake intake,
            DeadLetters deadLetters,
            IntakeProperties properties,
            IntakeMetrics metrics) {
        this.connections = connections;
        this.intake = intake;
        this.deadLetters = deadLetters;
        this.properties = properties;
        this.metrics = metrics;
    }

    @Override
    public LoopThread thread() {
        return thread;
    }

    private void run() throws InterruptedException {
        while (thread.isWanted()) {
            consume();
        }
    }

    /** As long as one channel lives. Whatever it was that failed: the thread must live. */
    private void consume() throws InterruptedException {
        try (WorkQueue queue = WorkQueue.open(connections, properties.prefetch())) {
            connected = true;
            while (thread.isWanted() && queue.isOpen()) {
                List<Incoming> batch =
                        queue.take(properties.batch(), properties.batchSize().toBytes(), GLANCE);
                if (!batch.isEmpty()) {
                    finish(queue, batch);
                }
            }
        } catch (IOException | RuntimeException failure) {
            fail("broker", failure);
        } finally {
            connected = false;
        }
    }

    private void finish(WorkQueue queue, List<Incoming> batch) throws InterruptedException {
        while (thread.isWanted() && queue.isOpen()) {
            try {
                List<Poison> poison = intake.accept(batch);
                deadLetters.add(poison);
                queue.acknowledge(batch);
                succeed();
                return;
            } catch (IOException | AmqpException | ShutdownSignalException failure) {
                fail("broker", failure);
            } catch (DatabaseUnavailable failure) {
                fail("database", failure);
            } catch (RuntimeException failure) {
                fail("unexpected", failure);
            }
        }
    }

    private void succeed() {
        if (failures > 0) {
            log.info("Events are taken in again");
        }
        failures = 0;
    }

    /** The longer it lasts the longer it rests. */
    private void fail(String cause, Exception failure) throws InterruptedException {
        if (!thread.isWanted()) {
            log.debug("Taking events in is stopped within a batch", failure);
            return;
        }
        if (failures == 0) {
            log.warn(
                    "Events wait in the queue for the {}; trying again until they are taken in: {}",
                    cause,
                    failure.toString());
        } else {
            log.debug("Events still wait in the queue", failure);
        }
        metrics.failed(cause);
        thread.pause(properties.backoff().after(++failures));
    }

    /** Whether events come in now. */
    boolean isConnected() {
        return connected;
    }
}
