package io.fourways.gateway.prepared;

import io.fourways.gateway.connection.Again;
import io.fourways.gateway.log.Cursor;
import io.netty.buffer.ByteBuf;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A short poll with a tag that found nothing, when it comes again: there still is nothing, or it is looked at anew.
 *
 * @param prepared   the text that was admitted, for as long as it is remembered
 * @param generation of the window in which its places were found
 * @param index      where in the window what would be new begins
 * @param since      the place before that
 * @param known      the place that the tag names
 */
record InVain(
        Answering answering,
        Reference<Prepared> prepared,
        int generation,
        long index,
        Cursor since,
        @Nullable Cursor known)
        implements Again {

    /** One that is kept by a connection, which keeps nothing by it that is not remembered otherwise. */
    static InVain of(
            Answering answering, Prepared prepared, int generation, long index, Cursor since, @Nullable Cursor known) {
        return new InVain(answering, new WeakReference<>(prepared), generation, index, since, known);
    }

    @Override
    public @Nullable ByteBuf answer() {
        Prepared admitted = prepared.get();
        if (admitted == null || !admitted.isValid() || answering.isGoingAway()) {
            return null;
        }
        long begun = System.nanoTime();
        Question question = admitted.question();
        Cursor newest = question.silence().since(index);
        long pollAfter = question.pollAfter();
        if (newest == null || pollAfter < 0 || question.log().window().generation() != generation) {
            return null;
        }
        boolean isTag = since.equals(known) || newest.equals(known);
        return isTag ? answering.unchanged(question, newest, pollAfter, begun) : null;
    }
}
