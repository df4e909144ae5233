package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.replaying.ReplayOutcome;
import io.fourways.ingest.administration.replaying.Replayed;
import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.WebhookBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one batch has brought a replay.
 *
 * @param replayed how many were published again or released
 * @param failed   how many are rejected or set aside still
 * @param reached  where the next batch goes on; null when there is none
 */
record Progress(long replayed, long failed, @Nullable Position reached) {

    static Progress of(WebhookBatch batch, Replayed done) {
        List<ReplayOutcome> outcomes = done.outcomes();
        long replayed = outcomes.stream().filter(ReplayOutcome::isReplayed).count();
        Position last = done.last();
        return new Progress(replayed, outcomes.size() - replayed, last == null ? batch.reached() : last);
    }

    /** What the rate counts. */
    long done() {
        return replayed + failed;
    }

    boolean isEnd() {
        return reached == null;
    }
}
