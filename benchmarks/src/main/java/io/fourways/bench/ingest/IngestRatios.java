package io.fourways.bench.ingest;

import io.fourways.bench.report.Comparison;
import io.fourways.bench.round.Contender;
import io.fourways.bench.round.Measurement;
import io.fourways.bench.round.Part;
import java.util.List;
import java.util.Locale;

/** What accepting durably costs, as multiples of what it cannot do without. */
record IngestRatios(
        Comparison comparison,
        Contender relaying,
        Contender accepting,
        Contender nothing,
        Contender bare,
        Contender single,
        Contender batched) {

    /** @param batch how many webhooks a transaction stored on average */
    String text(double batch) {
        return String.join(
                "\n",
                List.of(
                        "- a transaction stored %s webhooks on average".formatted(rounded(batch)),
                        "- server CPU each, accepting to storing nothing: " + server(accepting, nothing),
                        "- server CPU each, accepting to bare handler: " + server(accepting, bare),
                        "- server CPU each, accepting and relaying to bare handler: " + server(relaying, bare),
                        "- PostgreSQL CPU each, accepting to one bare insert a transaction: " + database(single),
                        "- PostgreSQL CPU each, accepting to bare inserts in such batches: " + database(batched),
                        "- webhooks a second, accepting to one bare insert a transaction: " + rate(single),
                        "- webhooks a second, accepting to storing nothing: " + rate(nothing)));
    }

    private String server(Contender of, Contender to) {
        return "× " + comparison.ratio(of, to, round -> round.microseconds(Part.SERVER));
    }

    private String database(Contender to) {
        return "× " + comparison.ratio(accepting, to, round -> round.microseconds(Part.DATABASE));
    }

    private String rate(Contender to) {
        return "× " + comparison.ratio(accepting, to, Measurement::perSecond);
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
