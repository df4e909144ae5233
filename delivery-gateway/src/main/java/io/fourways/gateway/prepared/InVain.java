package io.fourways.gateway.prepared;

import io.fourways.gateway.connection.Again;
import io.fourways.gateway.log.Cursor;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A short poll with a tag that found nothing, when it comes again: there still is nothing, or it is looked at anew.
 *
 * @param prepared   the text that was admitted
 * @param generation of the window in which its places were found
 * @param index      where in the window what would be new begins
 * @param since      the place before that
 * @param known      the place that the tag names
 */
record InVain(
        Answering answering,
        Prepared prepared,
        int generation,
        long index,
        Cursor since,
        @Nullable Cursor known) implements Again {

    @Override
    public @Nullable ByteBuf answer() {
        if (!prepared.isValid() || answering.isGoingAway()) {
            return null;
        }
        long begun = System.nanoTime();
        Question question = prepared.question();
        Cursor newest = question.silence().since(index);
        long pollAfter = question.pollAfter();
        if (newest == null || pollAfter < 0 || question.log().window().generation() != generation) {
            return null;
        }
        boolean isTag = since.equals(known) || newest.equals(known);
        return isTag ? answering.unchanged(question, newest, pollAfter, begun) : null;
    }
}
