package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Logs;
import io.fourways.gateway.access.ChannelAccess;
import io.fourways.gateway.access.ConnectRate;
import io.fourways.gateway.access.ConnectionAdmission;
import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.access.RefusalMetrics;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.poll.PollHandler;
import io.fourways.gateway.poll.PollMetrics;
import io.fourways.gateway.poll.UnreadAnswers;
import io.fourways.gateway.prepared.PreparedPolls;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.serving.ServedLogs;
import io.fourways.gateway.serving.TestLogs;
import io.fourways.gateway.shortcut.Shortcut;
import io.fourways.gateway.shortcut.Turn;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Polls of several logs, answered beneath WebFlux. */
class PreparedLogsTests {

    private static final GatewayLimits LIMITS = new GatewayLimits(
            10,
            10,
            10,
            10,
            10,
            10,
            DataSize.ofMegabytes(1),
            Duration.ofMinutes(1),
            DataSize.ofKilobytes(64),
            10,
            10,
            10,
            10,
            10);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryLog main = new InMemoryLog(Logs.DEFAULT);
    private final InMemoryLog shop = new InMemoryLog("shop");
    private final TestLogs make = new TestLogs();
    private final ServedLogs logs = new ServedLogs(
            new Logs(Map.of("shop", List.of("orders"))), List.of(make.following(main), make.following(shop)));
    private final ReadAdmission admission = new ReadAdmission(
            LIMITS,
            new ConnectRate(LIMITS),
            new ConnectionAdmission(LIMITS),
            new ChannelAccess(Policies.NONE),
            () -> {},
            new RefusalMetrics(meters));
    private final UnreadAnswers room = new UnreadAnswers(LIMITS.unreadAnswers(), LIMITS.answerTime());
    private final PollMetrics polls = new PollMetrics(meters, logs.any().fanout()::outgoing, room);
    private final Authenticator anyone = new Anyone();
    private final PreparedPolls prepared = new PreparedPolls(room, admission, anyone, polls, meters);
    private final AtomicInteger taken = new AtomicInteger();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .doOnChannelInit((observer, channel, address) -> Shortcut.open(channel, this::take))
            .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(ReadRoutes.of(handler()))))
            .bindNow();
    private Wire wire;

    private ReadHandler handler() {
        ReadingByLog poll = new ReadingByLog(
                logs,
                log -> new PollHandler(log.fanout(), log.starts(), log.channels(), room, prepared.of(log), polls)
                        ::read);
        return new ReadHandler(
                anyone,
                admission,
                Map.of(Way.SHORT_POLL, poll, Way.LONG_POLL, poll),
                (http, asked) -> asked.then(Mono.empty()));
    }

    private boolean take(Turn turn, HttpRequest request) {
        boolean took = prepared.take(turn, request);
        taken.addAndGet(took ? 1 : 0);
        return took;
    }

    private static final class Anyone implements Authenticator {

        @Override
        public Mono<Caller> authenticate(@Nullable String token) {
            return Mono.just(Caller.ANYONE);
        }

        @Override
        public Duration holds(@Nullable String token) {
            return Duration.ofMinutes(1);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        wire = new Wire(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        server.disposeNow();
        logs.close();
    }

    @Test
    void areReadInTheLogThatHasTheirChannels() throws IOException {
        String news = place(0);
        String orders = place(1);
        main.append(Events.of("1", "news", "t", "{}"));
        shop.append(Events.of("2", "orders.eu", "t", "{}"));
        for (int i = 0; i < 3; i++) {
            assertThat(wire.ask(poll("news", news))).contains("\"id\":\"1\"").doesNotContain("\"id\":\"2\"");
            assertThat(wire.ask(poll("orders.eu", orders)))
                    .contains("\"id\":\"2\"")
                    .doesNotContain("\"id\":\"1\"");
        }
        await().untilAsserted(() -> assertThat(taken).hasValue(4));
    }

    @Test
    void wakeForTheirOwnLogOnly() throws IOException {
        Wire.Poll brief = poll("orders.eu&wait=1", place(1));
        shop.append(Events.of("0", "orders.eu", "t", "{}"));
        wire.ask(brief);
        wire.send(poll("orders.eu&wait=1", place(1)));
        await().until(() -> logs.count().block(Duration.ofSeconds(5)) == 1);
        main.append(Events.of("1", "orders", "t", "{}"));
        shop.append(Events.of("2", "orders.eu", "t", "{}"));
        assertThat(wire.answer()).contains("\"id\":\"2\"").contains("\"cursor\":\"shop.");
        assertThat(taken).hasValue(1);
    }

    @Test
    void areLeftToWebFluxWithAPlaceInAnotherLog() throws IOException {
        String news = place(0);
        String orders = place(1);
        wire.ask(poll("orders.eu", orders));
        wire.ask(poll("orders.eu", orders));
        await().untilAsserted(() -> assertThat(taken).hasValue(1));
        assertThat(wire.ask(poll("orders.eu", news)))
                .as("a problem, of which this server makes no details")
                .startsWith("HTTP/1.1 500");
        assertThat(taken).hasValue(1);
    }

    private String place(int log) {
        ServedLog served = logs.all().get(log);
        return String.valueOf(served.window().newest());
    }

    private static Wire.Poll poll(String channel, String after) {
        return new Wire.Poll("channel=" + channel + "&after=" + after, "");
    }
}
