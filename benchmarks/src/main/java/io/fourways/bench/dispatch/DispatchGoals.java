package io.fourways.bench.dispatch;

import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Spread;
import java.util.List;

/** What delivering costs, as a part of what can be had, and beside it what it is meant to be. */
record DispatchGoals(Comparison comparison, Contender dispatching, Contender bare) {

    private static final double PER_CPU_SECOND_TO_BARE = 0.4;
    private static final int PER_SECOND = 2_000;

    String text() {
        Spread perCpuSecond = comparison.ratio(dispatching, bare, round -> round.perCpuSecond(Part.SERVER));
        Spread perSecond = comparison.figure(dispatching, Measurement::perSecond);
        return String.join(
                "\n",
                List.of(
                        "- deliveries per CPU s of the server, dispatching to bare: × %s; goal: at least × %s, %s"
                                .formatted(
                                        perCpuSecond,
                                        PER_CPU_SECOND_TO_BARE,
                                        reached(perCpuSecond, PER_CPU_SECOND_TO_BARE)),
                        "- deliveries a second: %s; goal: at least %,d, %s"
                                .formatted(perSecond, PER_SECOND, reached(perSecond, PER_SECOND)),
                        "- deliveries a second, dispatching to bare: × "
                                + comparison.ratio(dispatching, bare, Measurement::perSecond)));
    }

    private static String reached(Spread figure, double goal) {
        return figure.median() >= goal ? "reached" : "not reached";
    }
}
