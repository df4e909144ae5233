package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of webhooks that were to be replayed.
 *
 * @param outcomes of each that there was still, in their order
 * @param last     the last that was got to; null when all were
 */
public record Replayed(
        List<ReplayOutcome> outcomes, @Nullable Position last) {

    static Replayed all(List<ReplayOutcome> outcomes) {
        return new Replayed(outcomes, null);
    }

    /** With those that another way to replay got to, which got to all. */
    Replayed and(Replayed other) {
        return new Replayed(
                Stream.concat(outcomes.stream(), other.outcomes.stream()).toList(), last);
    }
}
