package io.fourways.gateway.connection;

import io.fourways.service.connections.HandlingDecorator;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;

/**
 * The ends of responses, which streams leave open: what a response goes on with is subscribed to outside of everything that
 * WebFlux has done for it. So all that has found, admitted and begun a stream is let go of while it goes on. What is left is
 * Reactor Netty's response, which ends with the stream, and cancels it when its client goes.
 *
 * <p>What a response goes on with hangs on its connection, which has one response at a time.
 */
public final class OpenEnds implements HandlingDecorator {

    private static final AttributeKey<Mono<Void>> REST = AttributeKey.valueOf(OpenEnds.class, "rest");

    /** How a response has ended that went on. */
    public enum End {
        /** By its server. */
        SAID,
        /** Its client has gone. */
        CUT
    }

    @Override
    public Mono<Void> decorate(Mono<Void> handling, Connection connection) {
        return whole(handling, connection.channel());
    }

    /**
     * Has the response that a connection has just begun go on with this when WebFlux is done with it. It ends the response when
     * it completes. To be called on the connection's event loop, on which it is subscribed to and cancelled as well.
     */
    public static void goOn(Channel channel, Mono<Void> rest) {
        channel.attr(REST).set(rest);
    }

    /** Whether a response goes on that WebFlux is about to be done with. */
    static boolean goesOn(Channel channel) {
        return channel.hasAttr(REST) && channel.attr(REST).get() != null;
    }

    /** Does something when a response that was begun has ended: at once where it does not go on. */
    public static void whenEnded(Channel channel, Consumer<End> action) {
        Mono<Void> rest = channel.hasAttr(REST) ? channel.attr(REST).get() : null;
        if (rest == null) {
            action.accept(End.SAID);
        } else {
            goOn(channel, rest.doFinally(signal -> action.accept(end(signal))));
        }
    }

    private static End end(SignalType signal) {
        return signal == SignalType.CANCEL ? End.CUT : End.SAID;
    }

    /** A handling with what goes on behind it. The operator is one that keeps nothing of what has completed. */
    static Mono<Void> whole(Mono<Void> handling, Channel channel) {
        return handling.switchIfEmpty(Mono.defer(() -> take(channel)));
    }

    private static Mono<Void> take(Channel channel) {
        Mono<Void> rest = channel.hasAttr(REST) ? channel.attr(REST).getAndSet(null) : null;
        return rest == null ? Mono.empty() : rest;
    }
}
