package io.fourways.dispatch.egress;

import io.fourways.dispatch.egress.Reply.Cause;
import io.fourways.dispatch.egress.address.AddressRefused;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/** What the client's exceptions say of an endpoint. */
final class Failures {

    private record Meaning(Class<? extends Throwable> type, Cause cause) {}

    /** A more specific type comes before those that it is one of. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning(AddressRefused.class, Cause.BLOCKED),
            new Meaning(UnknownHostException.class, Cause.UNRESOLVED),
            new Meaning(ConnectTimeoutException.class, Cause.TIMEOUT_CONNECT),
            new Meaning(SslHandshakeTimeoutException.class, Cause.TIMEOUT_CONNECT),
            new Meaning(TimeoutException.class, Cause.TIMEOUT_CONNECT),
            new Meaning(PoolAcquirePendingLimitException.class, Cause.TIMEOUT_CONNECT),
            new Meaning(ConnectException.class, Cause.REFUSED),
            new Meaning(NoRouteToHostException.class, Cause.REFUSED),
            new Meaning(SSLException.class, Cause.TLS),
            new Meaning(DecoderException.class, Cause.MALFORMED),
            // what the decoder says of a first line that is none
            new Meaning(IllegalArgumentException.class, Cause.MALFORMED),
            new Meaning(IOException.class, Cause.RESET),
            // the connection had gone before the request was written
            new Meaning(AbortedException.class, Cause.RESET));

    private Failures() {}

    /** At what a request failed, or failed first; empty when it is nothing that an endpoint does. */
    static Optional<Cause> cause(Throwable failure) {
        return MEANINGS.stream()
                .filter(meaning -> chain(failure).anyMatch(meaning.type()::isInstance))
                .map(Meaning::cause)
                .findFirst();
    }

    /** A sentence about it, which quotes nothing that the endpoint's URL or headers hold. */
    static String describe(Cause cause, Throwable failure) {
        return switch (cause) {
            case BLOCKED -> String.valueOf(failure.getMessage());
            case UNRESOLVED -> "The host's name has no address";
            case REFUSED -> "The host does not take the connection";
            case TLS -> "The connection is not secure: " + why(failure);
            case RESET -> "The connection was closed before the answer's end";
            case MALFORMED -> "The answer is not HTTP";
            default -> describe(cause);
        };
    }

    /** A sentence about a deadline that was missed. */
    static String describe(Cause deadline) {
        return switch (deadline) {
            case TIMEOUT_CONNECT -> "There was no connection in time";
            case TIMEOUT_FIRST_BYTE -> "There was no answer in time";
            default -> "The answer did not end in time";
        };
    }

    /** The innermost reason is the one that says something: no path to a trusted root, no such name, expired. */
    private static String why(Throwable failure) {
        return chain(failure)
                .reduce((outer, inner) -> inner)
                .map(Throwable::getMessage)
                .orElse("");
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }
}
