package io.fourways.gateway.websocket;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.contract.EventJson;
import io.fourways.contract.Grants;
import io.fourways.contract.Logs;
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
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.publishing.ClientPublishing;
import io.fourways.gateway.read.ReadAdmission;
import io.fourways.gateway.read.ReadHandler;
import io.fourways.gateway.read.ReadRoutes;
import io.fourways.gateway.serving.ServedLogs;
import io.fourways.gateway.serving.TestLogs;
import io.fourways.gateway.session.Gateway;
import io.fourways.gateway.shortcut.Shortcut;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Unauthenticated;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.publishing.PublishRate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
    private final Logs logs;
    private final Map<String, InMemoryLog> kept = new HashMap<>();
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final ChannelAccess channels;
    private final ServedLogs served;
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
        this(limits, Duration.ZERO, Policies.NONE, Logs.ONE);
    }

    /** One whose channels have policies. */
    TestGateway(Policies policies) {
        this(LIMITS, Duration.ZERO, policies, Logs.ONE);
    }

    /** @param cursorWait how long a cursor that is ahead of the log is waited for */
    TestGateway(Duration cursorWait) {
        this(LIMITS, cursorWait, Policies.NONE, Logs.ONE);
    }

    /** One that serves all of these logs but {@code far}. */
    TestGateway(Logs logs) {
        this(LIMITS, Duration.ZERO, Policies.NONE, logs);
    }

    private TestGateway(GatewayLimits limits, Duration cursorWait, Policies policies, Logs logs) {
        this.logs = logs;
        channels = new ChannelAccess(policies);
        TestLogs make = new TestLogs(meters, policies, cursorWait);
        logs.names().forEach(name -> kept.put(name, new InMemoryLog(name)));
        served = new ServedLogs(
                logs,
                logs.names().stream()
                        .filter(name -> !name.equals("far"))
                        .map(kept::get)
                        .map(make::following)
                        .toList());
        drain = new Drain(served, new DrainProperties(Duration.ZERO, Duration.ZERO));
        admission = new ConnectionAdmission(limits);
        Authenticator authenticator = token -> authenticate(token == null ? "" : token);
        ReadAdmission reads = new ReadAdmission(
                limits, new ConnectRate(limits), admission, channels, drain::refuseWhileDraining, refusals);
        WebSocketHandler webSocket = new WebSocketHandler(
                new Gateway(
                        served,
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
                .doOnChannelInit((observer, channel, address) -> Shortcut.open(channel, (turn, request) -> false))
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
        return Mono.<Void>fromRunnable(() -> append(event)).then(Mono.defer(confirms::asMono));
    }

    /** Confirms nothing from now on, until the sink does. */
    Sinks.Empty<Void> holdConfirms() {
        confirms = Sinks.empty();
        return confirms;
    }

    void brokerAway(boolean away) {
        brokerAway = away;
    }

    /** Leaves nothing of the logs to be read but what is in the windows. */
    void logAway() {
        kept.values().forEach(InMemoryLog::disconnect);
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
        append(new Event(
                "e" + events,
                "/test",
                "counted",
                new Channel(channel),
                null,
                null,
                Map.of(),
                new EventData.Json(Integer.toString(events).getBytes(StandardCharsets.UTF_8))));
    }

    /** Puts an event into the log, whose data is this text. */
    void say(String channel, String text) {
        events++;
        append(new Event(
                "e" + events,
                "/test",
                "said",
                new Channel(channel),
                null,
                null,
                Map.of(),
                new EventData.Json(('"' + text + '"').getBytes(StandardCharsets.UTF_8))));
    }

    private void append(Event event) {
        kept.get(logs.of(event.channel().name())).append(EventJson.encode(event));
    }

    /** Goes away. */
    void drain() {
        drain.stop();
    }

    MeterRegistry meters() {
        return meters;
    }

    Fanout fanout() {
        return served.all().get(0).fanout();
    }

    int readers() {
        return served.count().block(Duration.ofSeconds(5));
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
        served.close();
    }
}
