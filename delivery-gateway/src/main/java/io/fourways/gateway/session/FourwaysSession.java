package io.fourways.gateway.session;

import io.fourways.contract.Event;
import io.fourways.contract.EventJson;
import io.fourways.contract.InvalidEventException;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.fanout.Subscription;
import io.fourways.gateway.frames.CloseReason;
import io.fourways.gateway.frames.WebSocketConnection;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.publishing.PublishDefaults;
import io.fourways.gateway.publishing.PublishesInFlight;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.serving.LogProblems;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Forbidden;
import io.fourways.service.access.Unauthenticated;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * {@code fourways.v1}: events, and control frames that are carried out one after the other, each answered before the next
 * is begun, but for publishing, which goes on meanwhile, in order. What is wrong with one is said in an answer, and the
 * connection stays, unless the client goes on and on regardless.
 */
public final class FourwaysSession extends Session {

    private static final Logger log = LoggerFactory.getLogger(FourwaysSession.class);
    private static final Set<String> SUBSCRIBE = Set.of("channels", "after", "last", "type");

    private final Gateway gateway;
    private final Subscriptions subscriptions;
    private final Scheduler loop;
    private final PublishesInFlight publishes = new PublishesInFlight();
    private final Refusals refusals;
    private Caller caller;
    private boolean placeIsKnown = true;

    /** @param log that the URL's channels are in */
    public FourwaysSession(WebSocketConnection connection, ServedLog log, Gateway gateway, Caller caller) {
        super(connection, log);
        this.gateway = gateway;
        this.caller = caller;
        this.subscriptions = new Subscriptions(this::reader, gateway.limits());
        this.refusals = new Refusals(gateway.limits().refusals());
        this.loop = Schedulers.fromExecutor(connection.eventLoop());
    }

    @Override
    void subscribe(ReadRequest request, Beginning beginning) {
        placeIsKnown = false;
        subscriptions.add(request.selection(), beginning);
    }

    @Override
    public Mono<Void> text(byte[] utf8) {
        try {
            return carryOut(ControlFrame.parse(utf8));
        } catch (InvalidEventException malformed) {
            refuse(ControlFrame.NO_ID, malformed);
            return Mono.empty();
        }
    }

    @Override
    public Mono<Void> binary() {
        refuse(ControlFrame.NO_ID, ProblemException.invalid("body", "body must be a text frame, not a binary one"));
        return Mono.empty();
    }

    private Mono<Void> carryOut(ControlFrame frame) {
        return Mono.defer(() -> {
                    Map.Entry<String, byte[]> command = frame.command();
                    return carryOut(frame.answerId(), command.getKey(), command.getValue());
                })
                .onErrorResume(failure -> Mono.<Void>fromRunnable(() -> refuse(frame.answerId(), failure))
                        .subscribeOn(loop));
    }

    private Mono<Void> carryOut(String id, String command, byte[] argument) {
        return switch (command) {
            case "subscribe" -> subscribe(id, arguments(command, argument, SUBSCRIBE));
            case "unsubscribe" -> unsubscribe(id, arguments(command, argument, Set.of("channels")));
            case "publish" -> publish(id, argument);
            case "authenticate" -> authenticate(id, arguments(command, argument, Set.of("token")));
            default -> throw ProblemException.invalid(command, "There is no such command");
        };
    }

    private Arguments arguments(String command, byte[] argument, Set<String> known) {
        return Arguments.of(gateway.json(), command, argument, known);
    }

    private Mono<Void> subscribe(String id, Arguments arguments) {
        Selection selection = arguments.selection(gateway.limits().channelsPerSubscription());
        Forbidden.unlessMaySubscribe(caller, selection.channels());
        gateway.channels().requireWay(way(), selection.channels());
        subscriptions.requireRoomFor(selection);
        goTo(gateway.logs().of(selection.channels()));
        return log().starts()
                .resolve(arguments.start(), selection)
                .publishOn(loop)
                .doOnNext(beginning -> subscribe(id, selection, beginning))
                .then();
    }

    /** A connection has one position, and so reads one log at a time. */
    private void goTo(ServedLog wanted) {
        if (!wanted.name().equals(log().name())) {
            if (!reader().subscriptions().isEmpty()) {
                throw LogProblems.otherLog(wanted.name());
            }
            goOnIn(wanted, caller.expires());
        }
    }

    /** Its events, and its gap, come in later tasks of the loop, and so behind the answer. */
    private void subscribe(String id, Selection selection, Beginning beginning) {
        Subscription subscription = subscriptions.add(selection, beginning);
        connection().send(Answers.subscribed(id, selection.channels(), subscription.place()));
    }

    private Mono<Void> unsubscribe(String id, Arguments arguments) {
        List<NamePattern> channels = arguments.channels(Integer.MAX_VALUE);
        subscriptions.remove(channels);
        connection().send(Answers.unsubscribed(id, channels));
        return Mono.empty();
    }

    /** The next frame may be read before the confirm; a connection that ends does not take back what was published. */
    private Mono<Void> publish(String id, byte[] argument) {
        Event event = EventJson.decodeEmbedded(argument, PublishDefaults.of(caller));
        publishes.begin();
        var unused = gateway.publishing()
                .publish(caller, connection().name(), event)
                .publishOn(loop)
                .doFinally(signal -> publishes.end())
                .subscribe(nothing -> {}, failure -> refuse(id, failure), () -> connection()
                        .send(Answers.published(id, event.id())));
        return publishes.room();
    }

    private Mono<Void> authenticate(String id, Arguments arguments) {
        String token = arguments.text("token");
        if (token == null) {
            throw Unauthenticated.missing();
        }
        return gateway.authenticator()
                .authenticate(token)
                .publishOn(loop)
                .doOnNext(next -> replaceCaller(id, next))
                .then();
    }

    private void replaceCaller(String id, Caller next) {
        if (!next.subject().equals(caller.subject())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "other-subject", "Other subject", "The token is another subject's");
        }
        caller = next;
        reader().expireAt(next.expires());
        connection().send(Answers.authenticated(id, next.expires()));
        try {
            Forbidden.unlessMaySubscribe(next, subscriptions.channels());
        } catch (Forbidden lost) {
            connection().close(CloseReason.of(lost));
        }
    }

    private void refuse(String id, Throwable failure) {
        if (!(failure instanceof ErrorResponse) && !(failure instanceof InvalidEventException)) {
            log.error("A control frame could not be carried out", failure);
        }
        gateway.refusals().frame(failure);
        connection().send(Answers.error(gateway.json(), id, failure));
        if (refusals.isTooMany()) {
            connection().close(CloseReason.REFUSED_TOO_OFTEN);
        }
    }

    /** Tells a client that subscribed by its URL, and so had no answer, that and where it is live. */
    @Override
    public void caughtUp() {
        if (!placeIsKnown) {
            placeIsKnown = true;
            idle(reader().place());
        }
    }

    @Override
    public void gap(Gap gap) {
        connection().send(Answers.gap(gap));
    }

    @Override
    public int idle(@Nullable Cursor place) {
        return place == null || isUndecided()
                ? connection().ping()
                : connection().send(Answers.position(place));
    }

    /** Whether its next subscription may be in another log, where a place in this one is none. */
    private boolean isUndecided() {
        return gateway.logs().areSeveral() && reader().subscriptions().isEmpty();
    }

    @Override
    public void drain(Duration reconnectAfter) {
        connection().send(Answers.drain(reconnectAfter));
        connection().close(CloseReason.DRAINED);
    }
}
