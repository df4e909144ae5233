package io.fourways.bench.report;

/**
 * What became of everything that was sent in a whole run.
 *
 * @param where      where it was looked for
 * @param accepted   answered with a 2xx
 * @param refused    answered with anything else
 * @param unanswered never answered: it may be there or not
 * @param found      what was there in the end, each counted once
 * @param doubled    what was there again
 */
public record Losses(String where, long accepted, long refused, long unanswered, long found, long doubled) {

    public boolean isNone() {
        return lost() == 0 && doubled == 0 && refused == 0 && unanswered == 0;
    }

    private long lost() {
        return Math.max(0, accepted - found) + Math.max(0, found - accepted - unanswered);
    }

    @Override
    public String toString() {
        return "%s: %,d accepted, %,d found; %,d lost, %,d doubled, %,d refused, %,d unanswered"
                .formatted(where, accepted, found, lost(), doubled, refused, unanswered);
    }
}
