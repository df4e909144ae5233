package io.fourways.contract;

import java.util.Collection;
import java.util.List;

/**
 * What a caller may do, as its token's claims say.
 *
 * @param subscribe the channel patterns it may read
 * @param publish   the channel patterns it may publish to
 * @param admin     whether it may look at and change the system itself
 */
public record Grants(List<NamePattern> subscribe, List<NamePattern> publish, boolean admin) {

    private static final List<NamePattern> EVERYTHING = List.of(NamePattern.ofChannels("**"));

    /** May do everything. */
    public static final Grants ALL = new Grants(EVERYTHING, EVERYTHING, true);

    /** May do nothing. */
    public static final Grants NONE = new Grants(List.of(), List.of(), false);

    public Grants {
        subscribe = List.copyOf(subscribe);
        publish = List.copyOf(publish);
    }

    /** Whether each pattern lies within one that may be read. */
    public boolean maySubscribe(Collection<NamePattern> wanted) {
        return wanted.stream().allMatch(pattern -> subscribe.stream().anyMatch(granted -> granted.covers(pattern)));
    }

    /** Whether an event may be published to this channel. */
    public boolean mayPublish(Channel channel) {
        return publish.stream().anyMatch(granted -> granted.matches(channel.name()));
    }
}
