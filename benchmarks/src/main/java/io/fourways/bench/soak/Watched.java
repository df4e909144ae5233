package io.fourways.bench.soak;

import io.fourways.bench.statistics.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What must not grow: its median in the last third of the time, by that in the first third after the warm-up. */
@SuppressWarnings("ImmutableEnumChecker") // references that hold no state
enum Watched {
    RSS("RSS, MB", Sample::rss, 1.1, 16),
    HEAP("heap after a collection, MB", Sample::heap, 1.1, 8),
    DIRECT("direct memory, MB", Sample::direct, 1.1, 8),
    FILES("open files", Sample::files, 1.1, 60),
    THREADS("threads", Sample::threads, 1, 4),
    SUBSCRIPTIONS("subscriptions", Sample::subscriptions, 1.1, 60);

    private static final int THIRDS = 3;

    private final String title;
    private final ToDoubleFunction<Sample> of;
    private final double factor;
    private final double slack;

    Watched(String title, ToDoubleFunction<Sample> of, double factor, double slack) {
        this.title = title;
        this.of = of;
        this.factor = factor;
        this.slack = slack;
    }

    String title() {
        return title;
    }

    double of(Sample sample) {
        return of.applyAsDouble(sample);
    }

    /** How much it may be in the end when it was so much in the beginning. */
    private double bound(double first) {
        return first * factor + slack;
    }

    /** Of what was seen after the warm-up. */
    boolean isFlat(List<Sample> samples) {
        return last(samples).median() <= bound(first(samples).median());
    }

    Spread first(List<Sample> samples) {
        return spread(samples.subList(0, third(samples)));
    }

    Spread last(List<Sample> samples) {
        return spread(samples.subList(samples.size() - third(samples), samples.size()));
    }

    /** A row's cells. */
    List<String> cells(List<Sample> samples) {
        Spread first = first(samples);
        return List.of(
                title,
                first.toString(),
                last(samples).toString(),
                String.format(Locale.ROOT, "%,.0f", bound(first.median())),
                isFlat(samples) ? "flat" : "grows");
    }

    private static int third(List<Sample> samples) {
        return Math.max(1, samples.size() / THIRDS);
    }

    private Spread spread(List<Sample> samples) {
        return Spread.of(samples.stream().mapToDouble(of).toArray());
    }
}
