package io.fourways.bench.goal;

import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import java.util.function.ToDoubleFunction;

/** What the gateway is compared by. */
@SuppressWarnings("ImmutableEnumChecker") // references that hold no state
public enum Figure {
    CPU_EACH("server CPU each", turn -> turn.microseconds(Part.SERVER)),
    PER_CPU_SECOND("deliveries per CPU s of the server", turn -> turn.perCpuSecond(Part.SERVER)),
    P99("p99", turn -> turn.latencies().percentile(99));

    private final String title;
    private final ToDoubleFunction<Measurement> of;

    Figure(String title, ToDoubleFunction<Measurement> of) {
        this.title = title;
        this.of = of;
    }

    public String title() {
        return title;
    }

    /** Of a turn. */
    public ToDoubleFunction<Measurement> of() {
        return of;
    }
}
