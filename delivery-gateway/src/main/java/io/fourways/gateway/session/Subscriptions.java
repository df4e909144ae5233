package io.fourways.gateway.session;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.fanout.Subscription;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Selection;
import io.fourways.service.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A connection's subscriptions, each known by the set of channel patterns it names. To subscribe the same set again
 * replaces it. To unsubscribe takes the patterns named out of every subscription that has them; one that is left with
 * none ends, another goes on where it is.
 */
final class Subscriptions {

    private final Reader reader;
    private final int max;

    /** @param max how many there may be */
    Subscriptions(Reader reader, int max) {
        this.reader = reader;
        this.max = max;
    }

    /** Fails with a 429 when there is no room for another. */
    void requireRoomFor(Selection selection) {
        if (reader.subscriptions().size() >= max && same(selection) == null) {
            throw new ProblemException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-subscriptions",
                            "Too many subscriptions",
                            "A connection may have " + max + " subscriptions")
                    .with("limit", "subscriptions-per-connection");
        }
    }

    Subscription add(Selection selection, Beginning beginning) {
        Subscription replaced = same(selection);
        if (replaced != null) {
            reader.unsubscribe(replaced);
        }
        return reader.subscribe(selection, beginning);
    }

    private @Nullable Subscription same(Selection selection) {
        Set<NamePattern> channels = new HashSet<>(selection.channels());
        return reader.subscriptions().stream()
                .filter(subscription ->
                        channels.equals(new HashSet<>(subscription.selection().channels())))
                .findFirst()
                .orElse(null);
    }

    void remove(List<NamePattern> channels) {
        for (Subscription subscription : List.copyOf(reader.subscriptions())) {
            List<NamePattern> left = new ArrayList<>(subscription.selection().channels());
            if (left.removeAll(channels)) {
                leave(subscription, left);
            }
        }
    }

    private void leave(Subscription subscription, List<NamePattern> left) {
        if (left.isEmpty()) {
            reader.unsubscribe(subscription);
        } else {
            reader.narrow(
                    subscription, new Selection(left, subscription.selection().types()));
        }
    }

    /** Every pattern subscribed. */
    List<NamePattern> channels() {
        return reader.subscriptions().stream()
                .flatMap(subscription -> subscription.selection().channels().stream())
                .distinct()
                .toList();
    }
}
