package io.fourways.gateway.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A message cut into frames. */
final class Fragments {

    private Fragments() {}

    /** A whole frame as frames of a size: the first keeps its bits, the last alone is final. */
    static Frame[] of(Frame whole, int size) {
        List<Frame> frames = new ArrayList<>();
        byte[] payload = whole.payload();
        int start = 0;
        do {
            int end = Math.min(payload.length, start + size);
            int first = start == 0 ? whole.first() & ~Frame.FIN : Frame.CONTINUATION;
            frames.add(new Frame(
                    end == payload.length ? first | Frame.FIN : first, Arrays.copyOfRange(payload, start, end)));
            start = end;
        } while (start < payload.length);
        return frames.toArray(Frame[]::new);
    }
}
