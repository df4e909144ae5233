package io.fourways.gateway.position;

import io.fourways.gateway.log.Cursor;

/** What became of where a reader asked to begin. */
public sealed interface Resolution {

    /** The place at which the reader begins, if now is at this one. */
    Cursor from(Cursor now);

    /** With what comes from now on. */
    record Live() implements Resolution {

        @Override
        public Cursor from(Cursor now) {
            return now;
        }
    }

    /**
     * Behind the end of the log.
     *
     * @param place where
     */
    record Behind(Cursor place) implements Resolution {

        @Override
        public Cursor from(Cursor now) {
            return place;
        }
    }

    /**
     * Nowhere: what was asked for is not there. Who begins all the same is told of the gap, and goes on behind it.
     *
     * @param gap what is missing, and where one could begin
     */
    record Gone(Gap gap) implements Resolution {

        @Override
        public Cursor from(Cursor now) {
            return gap.earliest();
        }
    }
}
