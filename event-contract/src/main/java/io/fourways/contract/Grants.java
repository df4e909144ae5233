package io.fourways.contract;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a caller may do, as its token's claims say.
 *
 * @param subscribe the channel patterns it may read
 * @param publish   the channel patterns it may publish to
 * @param admin     whether it may look at and change the system itself
 * @param webhooks  the apps whose outgoing webhooks it may manage, by id or by their owner's; {@value #EVERY_APP} for all
 */
public record Grants(List<NamePattern> subscribe, List<NamePattern> publish, boolean admin, Set<String> webhooks) {

    /** Stands for every app. */
    public static final String EVERY_APP = "*";

    private static final List<NamePattern> EVERYTHING = List.of(NamePattern.ofChannels("**"));

    /** May do everything. */
    public static final Grants ALL = new Grants(EVERYTHING, EVERYTHING, true, Set.of(EVERY_APP));

    /** May do nothing. */
    public static final Grants NONE = new Grants(List.of(), List.of(), false);

    public Grants {
        subscribe = List.copyOf(subscribe);
        publish = List.copyOf(publish);
        webhooks = Set.copyOf(webhooks);
    }

    /** For who has nothing to do with outgoing webhooks. */
    public Grants(List<NamePattern> subscribe, List<NamePattern> publish, boolean admin) {
        this(subscribe, publish, admin, Set.of());
    }

    /** Whether each pattern lies within one that may be read. */
    public boolean maySubscribe(Collection<NamePattern> wanted) {
        return wanted.stream().allMatch(pattern -> subscribe.stream().anyMatch(granted -> granted.covers(pattern)));
    }

    /** Whether an event may be published to this channel. */
    public boolean mayPublish(Channel channel) {
        return publish.stream().anyMatch(granted -> granted.matches(channel.name()));
    }

    /** Whether the outgoing webhooks of every app may be managed, and the apps themselves. */
    public boolean managesEveryApp() {
        return webhooks.contains(EVERY_APP);
    }

    /** Whether the outgoing webhooks of the app may be managed that is called so. */
    public boolean mayManageApp(String app) {
        return managesEveryApp() || webhooks.contains(app);
    }
}
