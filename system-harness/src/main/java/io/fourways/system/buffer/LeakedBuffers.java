package io.fourways.system.buffer;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test class after which a buffer is found that nobody released. JUnit finds it wherever it may look for
 * extensions ({@code junit.jupiter.extensions.autodetection.enabled}) and makes it before the first test: Netty asks for
 * its detector once, when it makes the first buffer. {@linkplain DriverLeaks What a driver forgets} is passed over.
 */
public final class LeakedBuffers implements AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LITTER_BYTES = 64 * 1024;
    private static final AtomicReference<byte[]> LITTER = new AtomicReference<>();
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean WATCHING = new AtomicBoolean();

    public LeakedBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // the one that every other calls
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
                return new Detector<>(type, interval);
            }
        });
        UnpooledByteBufAllocator.DEFAULT.heapBuffer(1).release();
        if (!WATCHING.get()) {
            throw new IllegalStateException("Buffers were made before there was anybody to watch them");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (context.getRequiredTestClass().isAnnotationPresent(Nested.class)) {
            // looked at with the class that it is in
            return;
        }
        List<String> found = find();
        if (!found.isEmpty()) {
            throw new AssertionError(String.join("\n", found));
        }
    }

    /** Those nobody refers to any more, each with where it was last touched; they are forgotten afterwards. */
    static List<String> find() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        Reference<Object> canary = new PhantomReference<>(new Object(), collected);
        System.gc();
        if (collected.remove(PATIENCE.toMillis()) != canary) {
            throw new IllegalStateException("The garbage collector does not come");
        }
        // what one collection finds is told of one after the other, but all of it before anything of the next, for
        // which
        // one of what is young will do
        Reference<Object> next = new PhantomReference<>(new Object(), collected);
        litterUntil(next, collected);
        // the detector looks at what was collected when it is given another buffer to watch
        UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    private static void litterUntil(Reference<Object> canary, ReferenceQueue<Object> collected) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (collected.poll() != canary) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("The garbage collector does not come of itself");
            }
            LITTER.set(new byte[LITTER_BYTES]);
        }
    }

    /** Remembers what Netty's own would log. */
    private static final class Detector<T> extends ResourceLeakDetector<T> {

        private Detector(Class<T> type, int interval) {
            super(type, interval);
            WATCHING.set(true);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            if (!DriverLeaks.is(records)) {
                LEAKS.add("A " + type + " was not released." + records);
            }
        }

        @Override
        protected void reportUntracedLeak(String type) {
            LEAKS.add("A " + type + " was not released.");
        }
    }
}
