package io.fourways.standalone;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * How the process ends: what runs is stopped first, in its order, also when SIGTERM or SIGINT asks for the end; those
 * two are answered with status 0.
 *
 * <p>A shutdown hook would not do: the JVM runs all hooks at once, so the embedded broker's own hook would stop it under
 * the services, and the status would be that of a failure.
 */
public final class Termination {

    private final Runnable stop;

    private Termination(Runnable stop) {
        this.stop = stop;
    }

    /** From now on a signal stops the given things before the process ends. */
    public static Termination stopping(Runnable stop) {
        Termination termination = new Termination(stop);
        List.of("TERM", "INT").forEach(signal -> onSignal(signal, () -> termination.exit(0)));
        return termination;
    }

    /** Stops, and ends the process with the status. */
    public void exit(int status) {
        int outcome = status;
        try {
            stop.run();
        } catch (RuntimeException e) {
            System.err.println("fourways: not stopped in order: " + e);
            outcome = Math.max(status, 1);
        }
        System.exit(outcome);
    }

    // sun.misc.Signal is exported and supported (JEP 260), but naming it is a warning that cannot be suppressed
    private static void onSignal(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calling(action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JVM does not tell of SIG" + name, e);
        }
    }

    private static InvocationHandler calling(Runnable action) {
        return (proxy, method, arguments) -> {
            action.run();
            return null;
        };
    }
}
