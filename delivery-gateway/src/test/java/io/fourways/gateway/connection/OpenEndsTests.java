package io.fourways.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.connection.OpenEnds.End;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.Channel;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Responses that go on when WebFlux is done with them, as part of their exchange or outside of it. */
class OpenEndsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BEGINNING = "transfer-encoding: chunked\r\n\r\n5\r\nbegun\r\n";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<Sinks.Empty<Void>> open = new ConcurrentLinkedQueue<>();
    private final Queue<End> ended = new ConcurrentLinkedQueue<>();
    private final Queue<WeakReference<ServerWebExchange>> exchanges = new ConcurrentLinkedQueue<>();
    private DisposableServer server;
    private Socket socket;
    private DataInputStream input;

    @AfterEach
    void stop() throws IOException {
        socket.close();
        server.disposeNow();
    }

    private void serve(boolean traced) throws IOException {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler((MeterObservationHandler<?>) new RequestTimes()
                .postProcessAfterInitialization(new DefaultMeterObservationHandler(meters), "meters"));
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .mapHandle(new OpenEnds()::decorate)
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(this::answer)
                        .filter(new WithinExchange(traced))
                        .codecConfigurer(ServerCodecConfigurer.create()) // an event loop may not load it
                        .observationRegistry(observations)
                        .build()))
                .bindNow();
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        input = new DataInputStream(socket.getInputStream());
    }

    private Mono<Void> answer(ServerWebExchange exchange) {
        Channel channel = Connections.channel(exchange.getRequest());
        exchanges.add(new WeakReference<>(exchange));
        Mono<Void> begun = exchange.getResponse()
                .writeAndFlushWith(Flux.just(Mono.just(
                        DefaultDataBufferFactory.sharedInstance.wrap("begun".getBytes(StandardCharsets.US_ASCII)))));
        return begun.doOnSuccess(written -> {
                    if (exchange.getRequest().getPath().value().equals("/stream")) {
                        goOn(channel);
                    }
                })
                .doOnSuccess(written -> OpenEnds.whenEnded(channel, ended::add));
    }

    private void goOn(Channel channel) {
        Sinks.Empty<Void> end = Sinks.empty();
        OpenEnds.goOn(channel, end.asMono().doOnSubscribe(subscribed -> open.add(end)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areMeasuredWithAllOfTheirTimeWhenTheyHaveEnded(boolean traced) throws IOException {
        serve(traced);
        stream();
        long begun = System.nanoTime();
        assertThat(timers()).isEmpty();
        assertThat(active()).isEqualTo(1);

        long atLeast = System.nanoTime() - begun;
        end();

        assertThat(read("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
        await().atMost(PATIENCE).until(() -> timers().size() == 1);
        Timer timer = timers().iterator().next();
        assertThat(timer.getId().getTag("status")).isEqualTo("200");
        assertThat(timer.getId().getTag("outcome")).isEqualTo("SUCCESS");
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isGreaterThanOrEqualTo((double) atLeast);
        assertThat(active()).isZero();
        assertThat(ended).containsExactly(End.SAID);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areMeasuredAsCutWhenTheirClientHasGone(boolean traced) throws IOException {
        serve(traced);
        stream();

        socket.close();

        await().atMost(PATIENCE).until(() -> timers().size() == 1);
        Timer timer = timers().iterator().next();
        assertThat(timer.getId().getTag("status")).isEqualTo("200");
        assertThat(timer.getId().getTag("outcome")).isEqualTo("UNKNOWN");
        assertThat(timer.getId().getTag("exception")).isEqualTo("none");
        assertThat(active()).isZero();
        await().atMost(PATIENCE).until(() -> ended.contains(End.CUT));
    }

    @Test
    void keepNothingOfTheirExchange() throws IOException {
        serve(false);
        stream();

        await().atMost(PATIENCE).until(() -> {
            System.gc();
            return Objects.requireNonNull(exchanges.peek()).get() == null;
        });

        end();
        assertThat(read("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areEndedBeforeWhatWasAskedBehindThemIsAnswered(boolean traced) throws IOException {
        serve(traced);
        send("/stream", "/stream", "/page");
        assertThat(read(BEGINNING)).endsWith(BEGINNING);
        await().atMost(PATIENCE).until(() -> open.size() == 1);
        assertThat(exchanges).hasSize(1);

        end();

        assertThat(read(BEGINNING)).startsWith("0\r\n\r\n").endsWith(BEGINNING);
        await().atMost(PATIENCE).until(() -> open.size() == 1);
        end();
        assertThat(read(BEGINNING + "0\r\n\r\n")).startsWith("0\r\n\r\n").endsWith(BEGINNING + "0\r\n\r\n");
        assertThat(ended).containsExactly(End.SAID, End.SAID, End.SAID);
    }

    private void stream() throws IOException {
        send("/stream");
        assertThat(read(BEGINNING)).endsWith(BEGINNING);
        await().atMost(PATIENCE).until(() -> open.size() == 1);
    }

    private void send(String... targets) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String target : targets) {
            requests.append("GET ").append(target).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void end() {
        open.remove().tryEmitEmpty().orThrow();
    }

    private String read(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            text.append((char) Character.toLowerCase(input.readUnsignedByte()));
        }
        return text.toString();
    }

    private Collection<Timer> timers() {
        return meters.find("http.server.requests").timers();
    }

    private int active() {
        return meters.get("http.server.requests.active").longTaskTimer().activeTasks();
    }
}
