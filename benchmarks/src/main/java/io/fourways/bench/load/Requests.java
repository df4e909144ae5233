package io.fourways.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests made beforehand, each sent once. */
public final class Requests implements Supply {

    private final List<byte[]> requests;
    private final AtomicInteger sent = new AtomicInteger();

    private Requests(List<byte[]> requests) {
        this.requests = requests;
    }

    /** So many, made from their numbers. */
    public static Requests made(int count, IntFunction<byte[]> request) {
        return new Requests(IntStream.range(0, count).mapToObj(request).toList());
    }

    /** How many have been taken. */
    public int sent() {
        return Math.min(sent.get(), requests.size());
    }

    @Override
    public @Nullable ByteBuf next() {
        int number = sent.getAndIncrement();
        return number < requests.size() ? Unpooled.wrappedBuffer(requests.get(number)) : null;
    }
}
