package io.fourways.bench.report;

import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import io.fourways.bench.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What contenders did, one to a row.
 *
 * @param what    what was counted, such as {@code webhooks}
 * @param parts   whose CPU time is shown
 * @param results round by round
 */
public record Comparison(String what, List<Part> parts, Map<Contender, List<Measurement>> results) {

    /** As Markdown. */
    public String table() {
        List<String> titles = new ArrayList<>(List.of("median [min–max] of the rounds", what + "/s"));
        titles.add(what + " per CPU s of the server");
        parts.forEach(part -> titles.add("CPU µs each, " + part.title()));
        titles.addAll(List.of("p50 ms", "p99 ms"));
        MarkdownTable table = new MarkdownTable(titles);
        results.keySet().forEach(contender -> table.row(row(contender)));
        return table.toString();
    }

    private List<String> row(Contender contender) {
        List<String> cells = new ArrayList<>();
        cells.add(contender.name());
        cells.add(figure(contender, Measurement::perSecond).toString());
        cells.add(
                has(contender, Part.SERVER)
                        ? figure(contender, round -> round.perCpuSecond(Part.SERVER))
                                .toString()
                        : "–");
        parts.forEach(part -> cells.add(
                has(contender, part)
                        ? figure(contender, round -> round.microseconds(part)).toString()
                        : "–"));
        cells.add(latency(contender, 50));
        cells.add(latency(contender, 99));
        return cells;
    }

    /** Of answers that hold nothing there is none. */
    private String latency(Contender contender, double percent) {
        Spread figure = figure(contender, round -> round.latencies().percentile(percent));
        return figure.max() == 0 ? "–" : figure.toString();
    }

    /** How a contender's figure compares with another's of the same round: the median and range of the ratios. */
    public Spread ratio(Contender of, Contender to, ToDoubleFunction<Measurement> figure) {
        List<Measurement> numerators = rounds(of);
        List<Measurement> denominators = rounds(to);
        double[] ratios = new double[numerators.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(numerators.get(i)) / figure.applyAsDouble(denominators.get(i));
        }
        return Spread.of(ratios);
    }

    /** A contender's figure in all rounds. */
    public Spread figure(Contender contender, ToDoubleFunction<Measurement> figure) {
        return Spread.of(rounds(contender).stream().mapToDouble(figure).toArray());
    }

    private boolean has(Contender contender, Part part) {
        return rounds(contender).stream().anyMatch(round -> round.cpu().containsKey(part));
    }

    private List<Measurement> rounds(Contender contender) {
        return results.getOrDefault(contender, List.of());
    }
}
