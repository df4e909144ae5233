package io.fourways.service.access;

import io.fourways.contract.Channel;
import io.fourways.contract.NamePattern;
import io.fourways.service.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpStatus;

/** The problem of a known caller who may not do what they asked for: 403, naming the channel or pattern. */
public final class Forbidden extends ProblemException {

    private Forbidden(String detail) {
        super(HttpStatus.FORBIDDEN, "forbidden", "Forbidden", detail);
    }

    /** Fails unless the caller may read everything these patterns stand for. */
    public static void unlessMaySubscribe(Caller caller, Collection<NamePattern> patterns) {
        for (NamePattern pattern : patterns) {
            if (!caller.grants().maySubscribe(List.of(pattern))) {
                Forbidden problem = new Forbidden("The token does not allow reading " + pattern);
                problem.with("channel", pattern.toString());
                throw problem;
            }
        }
    }

    /** Fails unless the caller may publish to this channel. */
    public static void unlessMayPublish(Caller caller, Channel channel) {
        if (!caller.grants().mayPublish(channel)) {
            Forbidden problem = new Forbidden("The token does not allow publishing to " + channel);
            problem.with("channel", channel.name());
            throw problem;
        }
    }

    /** Fails unless the caller may look at and change the system itself. */
    public static void unlessAdmin(Caller caller) {
        if (!caller.grants().admin()) {
            throw new Forbidden("The token lacks the admin claim");
        }
    }
}
