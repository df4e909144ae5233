package io.fourways.gateway.read;

import io.fourways.gateway.access.ChannelAccess;
import io.fourways.gateway.access.ConnectRate;
import io.fourways.gateway.access.ConnectionAdmission;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.RefusalMetrics;
import io.fourways.gateway.channels.ChannelBackfill;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.connection.OpenEnds;
import io.fourways.gateway.drain.Drain;
import io.fourways.gateway.drain.DrainProperties;
import io.fourways.gateway.drain.LastAnswers;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogState;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Placemark;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.poll.PollHandler;
import io.fourways.gateway.poll.PollMetrics;
import io.fourways.gateway.poll.UnreadAnswers;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.prepared.PreparedPolls;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.shortcut.Shortcut;
import io.fourways.gateway.shortcut.Turn;
import io.fourways.gateway.sse.EventSources;
import io.fourways.gateway.sse.SseHandler;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.fourways.service.date.DatedAnswers;
import io.fourways.service.problem.ProblemAutoConfiguration;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** A real server on loopback that reads a log in memory. */
public final class GatewayServer implements AutoCloseable {

    public final InMemoryLog log = new InMemoryLog();
    public final Window window = new Window(50, Long.MAX_VALUE);
    final MeterRegistry meters = new SimpleMeterRegistry();
    final LogTail tail;
    final Replay replay;
    final Fanout fanout;
    private final Drain drain;
    private final LastAnswers lastAnswers = new LastAnswers();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AnnotationConfigApplicationContext problems = new AnnotationConfigApplicationContext();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final DisposableServer server;
    private final LongAdder taken = new LongAdder();
    private final Authenticator authenticator = new Authenticator() {
        @Override
        public Mono<Caller> authenticate(@Nullable String token) {
            return Mono.fromSupplier(GatewayServer.this::verify);
        }

        @Override
        public Duration holds(@Nullable String token) {
            return prepares ? holds : Duration.ZERO;
        }
    };
    private PreparedPolls prepared;
    private final int connections;
    private final int burst;
    private final DataSize unread;
    private final Duration answerTime;
    private final Policies policies;
    private final AtomicInteger verified = new AtomicInteger();
    public volatile Caller caller = Caller.ANYONE;
    volatile Runnable refuse = () -> {};
    volatile boolean prepares = true;
    volatile Duration holds = Duration.ofSeconds(30);

    public GatewayServer() {
        this(1000);
    }

    /** One that holds so many connections at most. */
    GatewayServer(int connections) {
        this(connections, 2000, DataSize.ofMegabytes(64), Duration.ofMinutes(2), Policies.NONE);
    }

    /** One whose channels have policies. */
    GatewayServer(Policies policies) {
        this(1000, 2000, DataSize.ofMegabytes(64), Duration.ofMinutes(2), policies);
    }

    /** One whose polls' answers may hold so much together, for so long. */
    GatewayServer(DataSize unread, Duration answerTime) {
        this(1000, 2000, unread, answerTime, Policies.NONE);
    }

    /** One whose streams may be opened so many at once, and so many a second. */
    static GatewayServer takingAtOnce(int burst) {
        return new GatewayServer(1000, burst, DataSize.ofMegabytes(64), Duration.ofMinutes(2), Policies.NONE);
    }

    private GatewayServer(int connections, int burst, DataSize unread, Duration answerTime, Policies policies) {
        this.connections = connections;
        this.burst = burst;
        this.unread = unread;
        this.answerTime = answerTime;
        this.policies = policies;
        tail = new LogTail(
                window, new EntryDecoder(PooledByteBufAllocator.DEFAULT, new Identities(1000), policies), meters);
        replay = Replays.of(log, window, policies);
        fanout = new Fanout(window, replay, Duration.ofSeconds(1), meters, EventSpans.OFF);
        drain = new Drain(fanout, new DrainProperties(Duration.ZERO, Duration.ZERO));
        ChannelDirectory channels = new ChannelDirectory(Clock.systemUTC(), 1000);
        tail.addListener(channels);
        tail.addListener(fanout);
        problems.registerBean(JsonMapper.class, () -> JsonMapper.builder()
                .addMixIn(
                        org.springframework.http.ProblemDetail.class,
                        org.springframework.http.converter.json.ProblemDetailJacksonMixin.class)
                .build());
        problems.register(ProblemAutoConfiguration.class);
        problems.refresh();
        server = DatedAnswers.everywhere()
                .apply(HttpServer.create())
                .mapHandle(new OpenEnds()::decorate)
                .host("127.0.0.1")
                .port(0)
                .channelGroup(open)
                .doOnChannelInit((observer, channel, address) -> Shortcut.open(channel, this::take))
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(256 * 1024))
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(
                                ReadRoutes.of(handler(channels)).filter(EventSources::tellWhenToComeBack),
                                HandlerStrategies.withDefaults()))
                        .filter(lastAnswers, GatewayServer::letPagesRead)
                        .exceptionHandler(problems.getBean(ErrorWebExceptionHandler.class))
                        .build()))
                .bindNow();
    }

    private static Mono<Void> letPagesRead(ServerWebExchange exchange, WebFilterChain chain) {
        String origin = exchange.getRequest().getHeaders().getOrigin();
        if (origin != null) {
            exchange.getResponse().getHeaders().setAccessControlAllowOrigin(origin);
        }
        return chain.filter(exchange);
    }

    private ReadHandler handler(ChannelDirectory channels) {
        GatewayLimits limits = new GatewayLimits(
                connections,
                1000,
                1000,
                10,
                100,
                1000,
                unread,
                answerTime,
                DataSize.ofKilobytes(64),
                100,
                500,
                1000,
                burst,
                burst);
        ChannelBackfill backfill = new ChannelBackfill(log, replay, Clock.systemUTC(), 1000);
        Starts starts = new Starts(window, replay, LogState.of(tail, log), Duration.ofMillis(200), 10_000);
        UnreadAnswers room = new UnreadAnswers(limits.unreadAnswers(), limits.answerTime());
        PollMetrics metrics = new PollMetrics(meters, fanout::outgoing, room);
        ReadAdmission admission = new ReadAdmission(
                limits,
                new ConnectRate(limits),
                new ConnectionAdmission(limits),
                new ChannelAccess(policies),
                () -> refuse.run(),
                new RefusalMetrics(meters));
        prepared = new PreparedPolls(room, admission, authenticator, metrics, meters);
        ServedLog served = new ServedLog(log, tail, window, replay, fanout, starts, channels, backfill);
        PollHandler poll = new PollHandler(fanout, starts, channels, room, prepared.of(served), metrics);
        SseHandler sse = new SseHandler(fanout, starts);
        return new ReadHandler(
                authenticator,
                admission,
                Map.of(Way.SHORT_POLL, poll::read, Way.LONG_POLL, poll::read, Way.SSE, sse::read),
                (http, asked) -> asked.then(Mono.empty()));
    }

    private Caller verify() {
        verified.incrementAndGet();
        return caller;
    }

    /** How often it was asked who somebody is. */
    int verified() {
        return verified.get();
    }

    private boolean take(Turn turn, HttpRequest request) {
        taken.increment(); // before it is answered
        boolean took = prepares && prepared.take(turn, request);
        if (!took) {
            taken.decrement();
        }
        return took;
    }

    /** How many requests were answered beneath WebFlux. */
    int prepared() {
        return taken.intValue();
    }

    /** Begins to follow the log, in which there is a placemark at least. */
    public GatewayServer following() {
        log.append(Placemark.create());
        log.follow(1000, tail);
        return this;
    }

    public int port() {
        return server.port();
    }

    int readers() {
        return fanout.count().block(Duration.ofSeconds(5));
    }

    /** Begins to go away. */
    void goAway() {
        drain.stop();
        lastAnswers.stop();
    }

    /** How many connections are open. */
    int connections() {
        return (int) open.stream().filter(channel -> channel.parent() != null).count();
    }

    public HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        server.disposeNow();
        replay.close();
        window.clear();
        problems.close();
    }
}
