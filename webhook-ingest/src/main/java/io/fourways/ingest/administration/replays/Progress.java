package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.replaying.ReplayOutcome;
import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.WebhookBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one batch has brought a replay.
 *
 * @param replayed how many were published again or released
 * @param failed   how many are rejected still
 * @param reached  where the next batch goes on; null when there is none
 */
record Progress(long replayed, long failed, @Nullable Position reached) {

    static Progress of(WebhookBatch batch, List<ReplayOutcome> outcomes) {
        long accepted = outcomes.stream().filter(ReplayOutcome::isAccepted).count();
        return new Progress(accepted, outcomes.size() - accepted, batch.reached());
    }

    /** What the rate counts. */
    long done() {
        return replayed + failed;
    }

    boolean isEnd() {
        return reached == null;
    }
}
