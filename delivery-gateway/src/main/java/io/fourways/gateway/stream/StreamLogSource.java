package io.fourways.gateway.stream;

import com.rabbitmq.stream.Consumer;
import com.rabbitmq.stream.ConsumerBuilder;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.MessageHandler;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.Resource;
import io.fourways.contract.Topology;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import io.fourways.gateway.log.LogUnavailableException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A log as a RabbitMQ stream, read with the stream protocol.
 *
 * <p>Following begins with a placemark of our own: its offset is the end of the log, from which the backlog is counted,
 * and reading it again means that we have caught up. After each outage reading goes on at the last record seen, which
 * must come again first and be the same; if it is not, the stream was deleted and made again, and following begins anew.
 *
 * <p>Nothing here knows how long the log is or where it begins: RabbitMQ moves an offset outside its range silently
 * into it, so what comes back is looked at instead.
 */
public final class StreamLogSource implements LogSource {

    private static final Logger log = LoggerFactory.getLogger(StreamLogSource.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long BYTES_AHEAD = 2 << 20;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final String stream;
    private final Environment environment;
    private final Runnable declareTopology;
    private final ScheduledExecutorService control =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("log-control-"));
    private volatile @Nullable Following following;
    private volatile boolean connected;
    private volatile boolean closed;

    /**
     * @param name            the log's
     * @param environment     the connection, with a {@link LogCodec}, which other logs may be read over as well
     * @param declareTopology makes sure that the stream is there
     */
    public StreamLogSource(String name, Environment environment, Runnable declareTopology) {
        this.name = name;
        this.stream = Topology.log(name);
        this.environment = environment;
        this.declareTopology = declareTopology;
    }

    @Override
    public String log() {
        return name;
    }

    @Override
    public void follow(long backlog, Follower follower) {
        control.execute(() -> begin(new Following(backlog, follower, this::provoke, this::replaced)));
    }

    private void begin(Following fresh) {
        if (closed) {
            return;
        }
        try {
            declareTopology.run();
            StreamEnd end = StreamEnd.find(environment, stream);
            fresh.startBefore(end);
            following = fresh;
            subscribe(fresh);
        } catch (RuntimeException unavailable) {
            log.warn("The {} log cannot be followed yet: {}", name, unavailable.toString());
            again(() -> begin(fresh));
        }
    }

    private void subscribe(Following current) {
        if (closed) {
            return;
        }
        try {
            declareTopology.run();
            current.consumer(consumer(current::record, failure -> failed(current, failure), BYTES_AHEAD)
                    .offset(current.resumeAt())
                    .subscriptionListener(context -> context.offsetSpecification(current.resuming()))
                    .listeners(context -> stateChanged(current, context))
                    .build());
        } catch (RuntimeException unavailable) {
            log.warn("The {} log cannot be read on yet: {}", name, unavailable.toString());
            again(() -> subscribe(current));
        }
    }

    private ConsumerBuilder consumer(Taker taker, java.util.function.Consumer<Throwable> failed, long bytesAhead) {
        ChunkCredits credits = new ChunkCredits(bytesAhead);
        MessageHandler handler = (context, message) -> {
            byte[] body = message.getBodyAsBinary();
            credits.took(body.length);
            taker.record(context.offset(), context.timestamp(), body);
            context.processed();
        };
        return environment.consumerBuilder().stream(stream)
                .flow()
                .strategy(credits)
                .builder()
                .messageHandler(new UntilFailure(handler, failed));
    }

    /** Takes what comes, with when the log had it, in milliseconds since 1970. */
    @FunctionalInterface
    private interface Taker {
        void record(long offset, long storedAt, byte[] body);
    }

    private void failed(Following current, Throwable failure) {
        log.error("A record of the {} log could not be taken; it is read again", name, failure);
        again(() -> renew(current));
    }

    /** A consumer that has ended is followed by another, which goes on at the last record that was taken. */
    private void renew(Following current) {
        try {
            current.closeConsumer();
        } catch (RuntimeException unavailable) {
            log.warn("The {} log's reader does not end: {}", name, unavailable.toString());
            subscribe(current);
        }
    }

    private void stateChanged(Following current, Resource.Context context) {
        connected = context.currentState() == Resource.State.OPEN;
        boolean ended = context.currentState() == Resource.State.CLOSED && !closed;
        if (ended && following == current && !current.isReplaced()) {
            log.warn("The {} log went away under its reader", name);
            again(() -> subscribe(current));
        } else if (connected) {
            again(current::provokeIfUnproven);
        }
    }

    /** A stream in which nothing is written would not show whether it is still the same. */
    private void provoke() {
        try {
            StreamEnd.mark(environment, stream);
        } catch (RuntimeException unavailable) {
            log.warn("The {} log could not be marked: {}", name, unavailable.toString());
        }
    }

    private void replaced(Following old) {
        control.execute(() -> {
            old.closeConsumer();
            old.follower().replaced();
            begin(new Following(old.backlog(), old.follower(), this::provoke, this::replaced));
        });
    }

    private void again(Runnable attempt) {
        if (!closed) {
            var scheduled = control.schedule(attempt, RETRY.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("next attempt in {} ms", scheduled.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public LogStretch read(long offset, long end, int limit, long maxBytes) {
        BoundedRead read = new BoundedRead(offset, end, limit, maxBytes);
        OffsetSpecification from = offset == 0 ? OffsetSpecification.first() : OffsetSpecification.offset(offset);
        long ahead = Math.min(BYTES_AHEAD, maxBytes);
        try (Consumer consumer =
                consumer(read::record, read::fail, ahead).offset(from).build()) {
            return read.await(READ_TIMEOUT);
        } catch (LogUnavailableException said) {
            throw said;
        } catch (
                RuntimeException
                        unavailable) { // whatever the client stumbles over, when the broker goes away just then
            throw new LogUnavailableException("the log cannot be read", unavailable);
        }
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        control.shutdownNow();
        Following current = following;
        if (current != null) {
            current.closeConsumer();
        }
    }
}
