package io.fourways.gateway.replay;

import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.ExecutorService;

/** Replays for tests of what stands on them, with room for everything a test reads. */
public final class Replays {

    private static final ReplayLimits ROOMY = new ReplayLimits(2, 100, 100 << 20, 100 << 20);

    private Replays() {}

    public static Replay of(LogSource log, Window window) {
        return of(log, window, Policies.NONE);
    }

    /** The same, of channels that have policies. */
    public static Replay of(LogSource log, Window window, Policies policies) {
        return new Replay(log, window, ROOMY, policies, new SimpleMeterRegistry());
    }

    /** One that reads a place at a time while another waits, on given threads. */
    public static Replay tight(LogSource log, Window window, ExecutorService threads) {
        ReplayLimits limits = new ReplayLimits(1, 1, 100 << 20, 100 << 20);
        return new Replay(log, window, threads, limits, Policies.NONE, new SimpleMeterRegistry());
    }

    /** The same, on given threads. */
    public static Replay of(LogSource log, Window window, ExecutorService threads, Policies policies) {
        return new Replay(log, window, threads, ROOMY, policies, new SimpleMeterRegistry());
    }
}
