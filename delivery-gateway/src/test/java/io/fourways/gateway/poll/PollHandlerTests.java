package io.fourways.gateway.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.channels.ChannelDirectory;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.position.Start;
import io.fourways.gateway.position.Starts;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Caller;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

class PollHandlerTests {

    private final FollowedLog log = new FollowedLog(10);
    private final Replay replay = Replays.of(log.log(), log.window());
    private final Fanout fanout =
            new Fanout(log.window(), replay, Duration.ofHours(1), new SimpleMeterRegistry(), EventSpans.OFF);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnreadAnswers unread = new UnreadAnswers(DataSize.ofMegabytes(1), Duration.ofMinutes(1));
    private final PollHandler handler = new PollHandler(
            fanout,
            new Starts(log.window(), replay, log.state(), Duration.ZERO, 100),
            new ChannelDirectory(Clock.systemUTC(), 10),
            unread,
            PollMemory.NONE,
            new PollMetrics(new SimpleMeterRegistry(), fanout::outgoing, unread));

    @AfterEach
    void stop() {
        channel.close().syncUninterruptibly();
        replay.close();
    }

    @Test
    void letsGoOnceOfAPageThatComesWhenItsClientGoes() {
        log.tail().addListener(fanout);
        log.following().append("a");
        Disposable poll = handler.read(longPoll()).subscribe();
        await().until(this::isParked);

        log.append("a");
        poll.dispose();
        channel.runPendingTasks();

        LogEntry entry = log.window().peek(log.window().tail() - 1);
        ByteBuf json = entry.json();
        assertThat(json.refCnt()).as("the window's reference and this one").isEqualTo(2);
        json.release();
    }

    private boolean isParked() {
        channel.runPendingTasks();
        return fanout.countReaders(List.of("a")).toString().contains("LONG_POLL=1");
    }

    private ReadRequest longPoll() {
        return new ReadRequest(
                Way.LONG_POLL,
                new Selection(List.of(NamePattern.ofChannels("a")), List.of()),
                new Start.Earliest(),
                10,
                Duration.ofSeconds(30),
                Caller.ANYONE,
                log.cursor(0),
                new RequestOver(channel).get());
    }

    /** A request of which nothing is known but its connection. */
    private record RequestOver(EmbeddedChannel channel) {

        ServerHttpRequest get() {
            Object beneath = Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {HttpServerRequest.class, Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("channel")) {
                            return channel;
                        }
                        throw new UnsupportedOperationException(method.getName());
                    });
            return new Request(beneath);
        }
    }

    private static final class Request extends AbstractServerHttpRequest {

        private final Object beneath;

        private Request(Object beneath) {
            super(HttpMethod.GET, URI.create("/v1/events?channel=a"), null, new HttpHeaders());
            this.beneath = beneath;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getNativeRequest() {
            return (T) beneath;
        }

        @Override
        protected MultiValueMap<String, HttpCookie> initCookies() {
            return new LinkedMultiValueMap<>();
        }

        @Override
        protected SslInfo initSslInfo() {
            return null;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.empty();
        }
    }
}
