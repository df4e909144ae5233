package io.fourways.gateway.access;

import io.fourways.contract.Channel;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.way.Way;
import io.fourways.service.problem.ProblemException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What the policies of channels allow, whoever asks. What they do not is a 403 problem, or on a WebSocket close code 4403. */
public final class ChannelAccess {

    private final Policies policies;

    public ChannelAccess(Policies policies) {
        this.policies = policies;
    }

    /** Fails unless everything these patterns stand for may be read in this way. */
    public void requireWay(Way way, Collection<NamePattern> patterns) {
        for (NamePattern pattern : patterns) {
            @Nullable NamePattern refused = policies.refused(way, pattern);
            if (refused != null) {
                throw new ProblemException(
                                HttpStatus.FORBIDDEN,
                                "way-not-allowed",
                                "Way not allowed",
                                refused + " cannot be read by " + way.label())
                        .with("channel", pattern.toString())
                        .with("way", way.label());
            }
        }
    }

    /** Fails unless clients may publish to this channel. */
    public void requireClientPublish(Channel channel) {
        if (!policies.of(channel.name()).clientPublish()) {
            throw new ProblemException(
                            HttpStatus.FORBIDDEN,
                            "client-publish-not-allowed",
                            "Client publish not allowed",
                            "Clients cannot publish to " + channel)
                    .with("channel", channel.name());
        }
    }
}
