package io.fourways.gateway.websocket;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.contract.EventJson;
import io.fourways.contract.Grants;
import io.fourways.contract.NamePattern;
import io.fourways.gateway.access.ChannelAccess;
import io.fourways.gateway.access.ConnectRate;
import io.fourways.gateway.access.ConnectionAdmission;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.OriginProperties;
import io.fourways.gateway.access.Origins;
import io.fourways.gateway.access.RefusalMetrics;
import io.fourways.gateway.drain.Drain;
import io.fourways.gateway.drain.DrainProperties;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Placemark;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.publishing.ClientPublishing;
import io.fourways.gateway.read.ReadAdmission;
import io.fourways.gateway.read.ReadHandler;
import io.fourways.gateway.read.ReadRoutes;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.session.Gateway;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.PublishRate;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** A gateway on loopback that serves WebSockets from a log in memory; what clients publish goes to that log. */
public final class TestGateway implements AutoCloseable {

    static final int FRAME_SIZE = 4096;
    static final int COMPRESSED_FROM = 300;
    static final int REFUSALS = 200;
    private static final GatewayLimits LIMITS = new GatewayLimits(
            100,
            50,
            100,
            3,
            5,
            9,
            DataSize.ofMegabytes(64),
            Duration.ofMinutes(2),
            DataSize.ofBytes(FRAME_SIZE),
            1000,
            1000,
            REFUSALS,
            1000,
            2000);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RefusalMetrics refusals = new RefusalMetrics(meters);
    private final InMemoryLog log = new InMemoryLog();
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Window window = new Window(1000, DataSize.ofMegabytes(8).toBytes());
    private final ChannelAccess channels;
    private final Replay replay;
    private final Fanout fanout;
    private final Drain drain;
    private final ConnectionAdmission admission;
    private final DisposableServer server;
    private volatile boolean brokerAway;
    private volatile Sinks.Empty<Void> confirms = confirmed();
    private int events;

    TestGateway() {
        this(LIMITS);
    }

    public TestGateway(GatewayLimits limits) {
        this(limits, Duration.ZERO, Policies.NONE);
    }

    /** One whose channels have policies. */
    TestGateway(Policies policies) {
        this(LIMITS, Duration.ZERO, policies);
    }

    /** @param cursorWait how long a cursor that is ahead of the log is waited for */
    TestGateway(Duration cursorWait) {
        this(LIMITS, cursorWait, Policies.NONE);
    }

    private TestGateway(GatewayLimits limits, Duration cursorWait, Policies policies) {
        channels = new ChannelAccess(policies);
        replay = Replays.of(log, window, policies);
        fanout = new Fanout(window, replay, Duration.ofMillis(500), meters, EventSpans.OFF);
        drain = new Drain(fanout, new DrainProperties(Duration.ZERO, Duration.ZERO));
        LogTail tail = new LogTail(
                window, new EntryDecoder(PooledByteBufAllocator.DEFAULT, new Identities(1000), policies), meters);
        tail.addListener(fanout);
        log.append(Placemark.create());
        log.follow(1000, tail);
        admission = new ConnectionAdmission(limits);
        Starts starts = new Starts(window, replay, LogState.of(tail, log), cursorWait, 1000);
        Authenticator authenticator = token -> authenticate(token == null ? "" : token);
        ReadAdmission reads = new ReadAdmission(
                limits, new ConnectRate(limits), admission, channels, drain::refuseWhileDraining, refusals);
        WebSocketHandler webSocket = new WebSocketHandler(
                new Gateway(
                        fanout,
                        starts,
                        authenticator,
                        channels,
                        new ClientPublishing(
                                this::publish, new PublishRate(limits.publishRate(), limits.publishBurst()), channels),
                        limits,
                        refusals,
                        JsonMapper.builder().build()),
                reads,
                new Origins(new OriginProperties(List.of())),
                new CompressionProperties(true, DataSize.ofBytes(COMPRESSED_FROM), DataSize.ofKilobytes(64)));
        ReadHandler handler = new ReadHandler(authenticator, reads, Map.of(), webSocket::upgrade);
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(ReadRoutes.of(handler))))
                .bindNow();
    }

    private static Sinks.Empty<Void> confirmed() {
        Sinks.Empty<Void> confirmed = Sinks.empty();
        confirmed.tryEmitEmpty().orThrow();
        return confirmed;
    }

    private Mono<Caller> authenticate(String token) {
        Caller caller = token.isEmpty() ? Caller.ANYONE : callers.get(token);
        return caller == null ? Mono.error(Unauthenticated.invalid("The token is not known")) : Mono.just(caller);
    }

    private Mono<Void> publish(Event event) {
        if (brokerAway) {
            return Mono.error(
                    new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "away", "Away", "The broker is away"));
        }
        return Mono.<Void>fromRunnable(() -> log.append(EventJson.encode(event)))
                .then(Mono.defer(confirms::asMono));
    }

    /** Confirms nothing from now on, until the sink does. */
    Sinks.Empty<Void> holdConfirms() {
        confirms = Sinks.empty();
        return confirms;
    }

    void brokerAway(boolean away) {
        brokerAway = away;
    }

    /** Makes a token known. */
    void allow(String token, String subject, Instant expires, String subscribe, String publish) {
        Grants grants =
                new Grants(List.of(NamePattern.ofChannels(subscribe)), List.of(NamePattern.ofChannels(publish)), false);
        callers.put(token, new Caller(subject, grants, expires));
    }

    /** Puts an event into the log, whose data is a number that counts up from 1. */
    void happen(String channel) {
        events++;
        log.append(EventJson.encode(new Event(
                "e" + events,
                "/test",
                "counted",
                new Channel(channel),
                null,
                null,
                Map.of(),
                new EventData.Json(Integer.toString(events).getBytes(StandardCharsets.UTF_8)))));
    }

    /** Puts an event into the log, whose data is this text. */
    void say(String channel, String text) {
        events++;
        log.append(EventJson.encode(new Event(
                "e" + events,
                "/test",
                "said",
                new Channel(channel),
                null,
                null,
                Map.of(),
                new EventData.Json(('"' + text + '"').getBytes(StandardCharsets.UTF_8)))));
    }

    /** Goes away. */
    void drain() {
        drain.stop();
    }

    MeterRegistry meters() {
        return meters;
    }

    Fanout fanout() {
        return fanout;
    }

    int held() {
        return admission.held();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
        replay.close();
        window.clear();
    }
}
