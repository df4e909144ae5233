package io.fourways.gateway.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.service.access.Caller;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Mono;

class ChannelsHandlerTests {

    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    @Test
    void listsTheChannelsByNameOnNoEventLoop() {
        FollowedLog log = new FollowedLog(10);
        ChannelDirectory directory = new ChannelDirectory(clock(), 10);
        Replay replay = Replays.of(log.log(), log.window());
        ChannelBackfill backfill = new ChannelBackfill(log.log(), replay, clock(), 10);
        log.tail().addListener(directory);
        log.tail().addListener(backfill);
        log.log().append(Events.on("a"));
        log.log().append(Events.on("c"));
        log.log().append(Events.on("moved"));
        log.log().follow(1, log.tail());
        log.log().append(Events.on("b"));
        log.log().append(Events.on("a"));
        log.log().append(Events.on("b"));
        threads.clear();

        Fanout fanout =
                new Fanout(log.window(), replay, Duration.ofSeconds(1), new SimpleMeterRegistry(), EventSpans.OFF);
        ChannelsHandler handler = new ChannelsHandler(
                token -> Mono.just(Caller.ANYONE),
                List.of(new LogChannels(directory, backfill, fanout, name -> !name.equals("moved"))));
        WebTestClient.bindToRouterFunction(RouterFunctions.route()
                        .GET("/v1/channels", handler::list)
                        .build())
                .configureClient()
                .responseTimeout(Duration.ofSeconds(60))
                .build()
                .get()
                .uri("/v1/channels")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.channels[*].channel")
                .value(names -> assertThat(names).asString().isEqualTo("[\"a\",\"b\",\"c\"]"))
                .jsonPath("$.channels[0].events")
                .isEqualTo(2)
                .jsonPath("$.channels[1].events")
                .isEqualTo(2)
                .jsonPath("$.channels[1].subscribers.sse")
                .isEqualTo(0)
                .jsonPath("$.complete")
                .isEqualTo(true);
        assertThat(threads).isNotEmpty().allMatch(thread -> thread.startsWith("boundedElastic-"));
    }

    private Clock clock() {
        Clock clock = mock();
        when(clock.millis()).then(call -> {
            threads.add(Thread.currentThread().getName());
            return 1_000_000L;
        });
        return clock;
    }
}
