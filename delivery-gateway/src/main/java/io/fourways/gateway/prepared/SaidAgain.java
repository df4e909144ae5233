package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.shortcut.Again;
import io.fourways.gateway.shortcut.Turn;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A text that was admitted, when it is said again by the same connection, which keeps nothing by it but its client's
 * address that is not remembered otherwise.
 *
 * @param taker    whoever answers it
 * @param prepared for as long as it is remembered
 * @param address  what its client is counted by
 */
record SaidAgain(Taker taker, Reference<Prepared> prepared, String address) implements Again {

    static SaidAgain of(Taker taker, Prepared prepared, String address) {
        return new SaidAgain(taker, new WeakReference<>(prepared), address);
    }

    /** Takes a request whose text is known. */
    interface Taker {

        /**
         * Whether it does.
         *
         * @param address what its client is counted by
         * @param after   the place behind {@code after=}; null without one
         * @param tag     the place that {@code If-None-Match} names; null without one
         */
        boolean take(Turn turn, Prepared prepared, String address, @Nullable Cursor after, @Nullable Cursor tag);
    }

    @Override
    public boolean take(Turn turn, @Nullable String ofTarget, @Nullable String ofField) {
        Prepared admitted = prepared.get();
        Cursor after = ofTarget == null ? null : Cursor.parse(ofTarget).orElse(null);
        Cursor known = ofField == null ? null : Said.tag(ofField);
        boolean isRead = (after == null) == (ofTarget == null) && (known == null) == (ofField == null);
        return admitted != null && isRead && taker.take(turn, admitted, address, after, known);
    }
}
