package io.fourways.gateway.session;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.fanout.Subscription;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Selection;
import io.fourways.service.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A connection's subscriptions, each known by the set of channel patterns it names. To subscribe the same set again
 * replaces it. To unsubscribe takes the patterns named out of every subscription that has them; one that is left with
 * none ends, another goes on where it is.
 */
final class Subscriptions {

    private final Supplier<Reader> reader;
    private final GatewayLimits limits;

    /**
     * @param reader that the connection has now
     * @param limits how many there may be, and how many patterns in all of them
     */
    Subscriptions(Supplier<Reader> reader, GatewayLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    /** Fails with a 429 when there is no room for another. */
    void requireRoomFor(Selection selection) {
        Subscription replaced = same(selection);
        int max = limits.subscriptionsPerConnection();
        if (replaced == null && reader.get().subscriptions().size() >= max) {
            throw tooMany("subscriptions", max);
        }
        if (patterns(selection) + patternsBut(replaced) > limits.patternsPerConnection()) {
            throw tooMany("patterns", limits.patternsPerConnection());
        }
    }

    private int patternsBut(@Nullable Subscription replaced) {
        return reader.get().subscriptions().stream()
                .filter(subscription -> subscription != replaced)
                .mapToInt(subscription -> patterns(subscription.selection()))
                .sum();
    }

    private static int patterns(Selection selection) {
        return selection.channels().size() + selection.types().size();
    }

    private static ProblemException tooMany(String what, int max) {
        return new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-" + what,
                        "Too many " + what,
                        "A connection may have " + max + " " + what)
                .with("limit", what + "-per-connection");
    }

    Subscription add(Selection selection, Beginning beginning) {
        Subscription replaced = same(selection);
        if (replaced != null) {
            reader.get().unsubscribe(replaced);
        }
        return reader.get().subscribe(selection, beginning);
    }

    private @Nullable Subscription same(Selection selection) {
        Set<NamePattern> channels = new HashSet<>(selection.channels());
        return reader.get().subscriptions().stream()
                .filter(subscription ->
                        channels.equals(new HashSet<>(subscription.selection().channels())))
                .findFirst()
                .orElse(null);
    }

    void remove(List<NamePattern> channels) {
        for (Subscription subscription : List.copyOf(reader.get().subscriptions())) {
            List<NamePattern> left = new ArrayList<>(subscription.selection().channels());
            if (left.removeAll(channels)) {
                leave(subscription, left);
            }
        }
    }

    private void leave(Subscription subscription, List<NamePattern> left) {
        if (left.isEmpty()) {
            reader.get().unsubscribe(subscription);
        } else {
            reader.get()
                    .narrow(
                            subscription,
                            new Selection(left, subscription.selection().types()));
        }
    }

    /** Every pattern subscribed. */
    List<NamePattern> channels() {
        return reader.get().subscriptions().stream()
                .flatMap(subscription -> subscription.selection().channels().stream())
                .distinct()
                .toList();
    }
}
