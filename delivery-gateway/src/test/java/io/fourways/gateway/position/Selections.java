package io.fourways.gateway.position;

import io.fourways.contract.NamePattern;
import java.util.List;
import java.util.stream.Stream;

/** Selections for tests of what is done with them. */
public final class Selections {

    private Selections() {}

    /** All events on these channels. */
    public static Selection selecting(String... channels) {
        return new Selection(Stream.of(channels).map(NamePattern::ofChannels).toList(), List.of());
    }
}
