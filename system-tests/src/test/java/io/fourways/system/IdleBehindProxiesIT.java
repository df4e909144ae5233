package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.proxy.ReverseProxy;
import io.fourways.system.service.Installation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One minute passes for both proxies and every way that keeps a connection. */
class IdleBehindProxiesIT {

    private static final Duration IDLE = Duration.ofSeconds(62);

    private final Installation installation = Installation.shared();

    @Test
    void connectionsSurviveAnIdleMinute() {
        try (ReverseProxy nginx = ReverseProxy.nginx(installation);
                ReverseProxy haproxy = ReverseProxy.haproxy(installation);
                Quiet nginxStream = new Quiet(nginx, Way.SSE);
                Quiet nginxSocket = new Quiet(nginx, Way.WEB_SOCKET);
                Quiet haproxyStream = new Quiet(haproxy, Way.SSE);
                Quiet haproxySocket = new Quiet(haproxy, Way.WEB_SOCKET)) {
            CompletableFuture<LongPoll> nginxPoll = LongPoll.at(nginx);
            CompletableFuture<LongPoll> haproxyPoll = LongPoll.at(haproxy);
            long end = System.nanoTime() + IDLE.toNanos();
            await().atMost(IDLE.plusSeconds(10)).until(() -> System.nanoTime() > end);

            List.of(nginxStream, nginxSocket, haproxyStream, haproxySocket).forEach(Quiet::assertAlive);
            nginxPoll.join().assertWaitedInVain();
            haproxyPoll.join().assertWaitedInVain();
        }
    }

    /** A reader that gets one event when it starts. */
    private final class Quiet implements AutoCloseable {

        private final String channel;
        private final Reader reader;

        Quiet(ReverseProxy proxy, Way way) {
            channel = "idle." + way + "." + proxy.uri().getPort();
            Journal journal = new Journal(Positions.now(proxy.uri()));
            reader = Reader.start(way, List.of(proxy.uri()), Subscription.to(channel), journal);
            installation.publisher().publish(channel, "1");
            journal.awaitSize(1);
        }

        void assertAlive() {
            installation.publisher().publish(channel, "2");
            reader.journal().awaitSize(2);
            assertThat(reader.journal().notices())
                    .as("reconnects on " + channel)
                    .isEmpty();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private record LongPoll(HttpResponse<String> answer, Duration took) {

        static CompletableFuture<LongPoll> at(ReverseProxy proxy) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        long start = System.nanoTime();
                        HttpResponse<String> answer = Http.send(
                                Http.request(Subscription.to("idle.poll").at(proxy.uri(), ""), Tokens.everything())
                                        .header("Prefer", "wait=60"));
                        return new LongPoll(answer, Duration.ofNanos(System.nanoTime() - start));
                    },
                    task -> new Thread(task, "long-poll").start());
        }

        void assertWaitedInVain() {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=60");
            assertThat(JsonTexts.elementsOf(answer.body(), "events")).isEmpty();
            assertThat(took).isGreaterThan(Duration.ofSeconds(55));
        }
    }
}
