package io.fourways.bench.netty;

import io.netty.buffer.ByteBuf;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** An event as it goes out, framed once and shared. */
final class Frames {

    private final Map<Framing, ByteBuf> frames = new EnumMap<>(Framing.class);

    private final byte[] event;

    private Frames(byte[] event) {
        this.event = event;
    }

    /** @param owners how many will {@link #release} it */
    static Frames of(byte[] event, int owners) {
        Frames frames = new Frames(event);
        for (Framing framing : Framing.values()) {
            frames.frames.put(framing, framing.frame(event).retain(owners - 1));
        }
        return frames;
    }

    ByteBuf get(Framing framing) {
        return Objects.requireNonNull(frames.get(framing));
    }

    /** Of one's own. */
    ByteBuf anew(Framing framing) {
        return framing.frame(event);
    }

    void release() {
        frames.values().forEach(ByteBuf::release);
    }
}
