package io.fourways.service.problem;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * A failure as it may be logged: its own trace and those of its causes, without the assembly traces that Reactor and
 * WebFlux add. Those name the request with its query, in which there may be a secret.
 */
final class Unforeseen extends Throwable {

    private static final long serialVersionUID = 1;

    private Unforeseen(Throwable failure, Set<Throwable> seen) {
        super(failure.toString(), of(failure.getCause(), seen));
        setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            Unforeseen loggable = Exceptions.isTraceback(suppressed) ? null : of(suppressed, seen);
            if (loggable != null) {
                addSuppressed(loggable);
            }
        }
    }

    static Unforeseen of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(failure);
        return new Unforeseen(failure, seen);
    }

    /** Each once: causes may go round in a circle. */
    private static @Nullable Unforeseen of(@Nullable Throwable failure, Set<Throwable> seen) {
        return failure != null && seen.add(failure) ? new Unforeseen(failure, seen) : null;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
