package io.fourways.system.buffer;

import io.netty.util.ResourceLeakTracker;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Buffers that were made and have not been released, whether somebody still has them or not. */
final class HeldBuffers {

    /** What Netty makes its constants within, which are never released. */
    private static final String CONSTANT = "io.netty.util.LeakPresenceDetector.staticInitializer(";

    private static final String MADE = "Created at:";

    private final Set<Held<?>> held = ConcurrentHashMap.newKeySet();

    /** What is to be given out instead of a buffer's tracker; null as that is, for a buffer that is not watched. */
    <T> @Nullable ResourceLeakTracker<T> with(T buffer, @Nullable ResourceLeakTracker<T> tracker) {
        if (tracker == null) {
            return null;
        }
        Held<T> one = new Held<>(buffer, tracker);
        held.add(one);
        return one;
    }

    /** Whether there are any that can have been forgotten: without them, no collection of garbage will find one. */
    boolean any() {
        return held.stream().anyMatch(one -> !one.isConstant());
    }

    /** Leaves out those that are no more. */
    void forgetCollected() {
        held.removeIf(one -> one.buffer.refersTo(null));
    }

    private final class Held<T> implements ResourceLeakTracker<T> {

        private final WeakReference<T> buffer;
        private final ResourceLeakTracker<T> tracker;

        private Held(T buffer, ResourceLeakTracker<T> tracker) {
            this.buffer = new WeakReference<>(buffer);
            this.tracker = tracker;
        }

        private boolean isConstant() {
            String records = tracker.toString();
            return records.indexOf(CONSTANT, records.lastIndexOf(MADE)) >= 0;
        }

        @Override
        public void record() {
            tracker.record();
        }

        @Override
        public void record(Object hint) {
            tracker.record(hint);
        }

        @Override
        public boolean close(T trackedBuffer) {
            held.remove(this);
            return tracker.close(trackedBuffer);
        }

        @Override
        public @Nullable Throwable getCloseStackTraceIfAny() {
            return tracker.getCloseStackTraceIfAny();
        }
    }
}
