package io.fourways.gateway.replay;

import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * What a page that continues no other must know of what stands before it: which events were there. It is read in steps
 * of a page's bytes, of which nothing but the identities stays; where so many places have more than a few steps' bytes,
 * fewer places are looked at.
 */
final class LookBack {

    private static final int STEPS = 4;
    private static final int STEPS_LIKELY_ENOUGH = 3;

    private final LogSource source;
    private final long stepBytes;

    LookBack(LogSource source, long stepBytes) {
        this.source = source;
        this.stepBytes = stepBytes;
    }

    /**
     * The identities of the events that stand up to {@value Replay#LOOK_BACK} places before an offset.
     *
     * @param perStep how many places a step is likely to have
     */
    Identities before(long offset, long perStep) {
        long places = Math.min(Math.min(Replay.LOOK_BACK, offset), STEPS_LIKELY_ENOUGH * perStep);
        while (places > 0) {
            Identities seen = new Identities(Replay.LOOK_BACK);
            long reached = read(offset - places, offset, seen);
            if (reached == offset) {
                return seen;
            }
            places = Math.min(places / 2, STEPS * (reached - offset + places));
        }
        return new Identities(Replay.LOOK_BACK);
    }

    /** Reads to the end, or until it is plain that it is too far; returns how far. */
    private long read(long from, long end, Identities seen) {
        EntryDecoder decoder = new EntryDecoder(UnpooledByteBufAllocator.DEFAULT, seen);
        long reached = from;
        for (int step = 0; step < STEPS && reached < end && isWithinReach(from, reached, end); step++) {
            LogStretch stretch = source.read(reached, end, Replay.LOOK_BACK, stepBytes);
            for (LogRecord record : stretch.records()) {
                decoder.skip(record);
            }
            reached = stretch.end();
        }
        return reached;
    }

    private static boolean isWithinReach(long from, long reached, long end) {
        return reached == from || (reached - from) * STEPS >= end - from;
    }
}
