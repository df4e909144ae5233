package io.fourways.gateway.stream;

import com.rabbitmq.stream.Consumer;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.Producer;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.log.Placemark;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where the stream ended a moment ago, found by writing a placemark and looking for it. The protocol's own statistics
 * would do, but only since RabbitMQ 3.11.
 *
 * @param offset the placemark's
 */
record StreamEnd(long offset) {

    private static final int TIMEOUT_SECONDS = 10;

    /** @throws LogUnavailableException when the broker does not take it or does not give it back */
    static StreamEnd find(Environment environment, String stream) {
        byte[] mark = Placemark.create();
        CompletableFuture<Long> found = new CompletableFuture<>();
        // listening before writing: what is written meanwhile by others must not push the mark out of sight
        try (Consumer consumer = environment.consumerBuilder().stream(stream)
                .offset(OffsetSpecification.next())
                .messageHandler((context, message) -> {
                    if (Arrays.equals(mark, message.getBodyAsBinary())) {
                        found.complete(context.offset());
                    }
                })
                .build()) {
            write(environment, stream, mark);
            return new StreamEnd(await(found));
        }
    }

    /** Writes a placemark that is like no other. */
    static void mark(Environment environment, String stream) {
        write(environment, stream, Placemark.create());
    }

    private static void write(Environment environment, String stream, byte[] mark) {
        CompletableFuture<Boolean> confirmed = new CompletableFuture<>();
        try (Producer producer = environment.producerBuilder().stream(stream).build()) {
            producer.send(
                    producer.messageBuilder().addData(mark).build(),
                    status -> confirmed.complete(status.isConfirmed()));
            if (!await(confirmed)) {
                throw new LogUnavailableException("the broker refused a placemark");
            }
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException late) {
            throw new LogUnavailableException("the broker did not answer in time", late);
        }
    }
}
