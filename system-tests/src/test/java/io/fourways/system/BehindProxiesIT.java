package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Reader;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.node.ClientProcess;
import io.fourways.system.proxy.ReverseProxy;
import io.fourways.system.service.Installation;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BehindProxiesIT {

    private static final Duration HALT = Duration.ofMillis(2_500);
    private static final String ORIGIN = "https://app.example.org";
    private static final int ROUND_TRIPS = 40;

    /** A thousand in the campaign. */
    private static final int EVENTS = Integer.getInteger("fourways.campaign.proxied-events", 500);

    /** So that they come for as long as a gateway takes to stop, however many they are. */
    private static final int PER_SECOND = EVENTS / 5;

    private static final int READERS = 4;

    private final Installation installation = Installation.shared();

    /** Whose gateways end. */
    private static Installation own;

    @BeforeAll
    static void start() {
        own = Installation.besideShared(2, Map.of());
    }

    @AfterAll
    static void end() {
        own.close();
    }

    private static void startThoseThatEnded() {
        for (int i = 0; i < 2; i++) {
            if (!own.gateway(i).isAlive()) {
                own.gateway(i).restart();
            }
        }
    }

    static Stream<Named<Function<Installation, ReverseProxy>>> proxies() {
        return Stream.of(Named.of("nginx", ReverseProxy::nginx), Named.of("HAProxy", ReverseProxy::haproxy));
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void serverSentEventsAreNotHeldBack(Function<Installation, ReverseProxy> kind) {
        try (ReverseProxy proxy = kind.apply(installation)) {
            long direct = roundTrips(installation.gateway(), channel("direct", proxy));
            long proxied = roundTrips(proxy.uri(), channel("proxied", proxy));

            assertThat(Duration.ofNanos(proxied))
                    .as(
                            "%d events, each published when the one before had arrived; without proxy %s",
                            ROUND_TRIPS, Duration.ofNanos(direct))
                    .isLessThan(Duration.ofNanos(3 * direct).plusSeconds(1));
        }
    }

    @ParameterizedTest
    @MethodSource("proxies")
    void publishingAndReadingShareOneHostName(Function<Installation, ReverseProxy> kind) {
        try (ReverseProxy proxy = kind.apply(installation)) {
            String channel = channel("both", proxy);
            Journal journal = new Journal("earliest");
            Publisher.at(proxy.uri()).publish(channel, "1");
            try (Reader reader = Reader.start(Way.LONG_POLL, List.of(proxy.uri()), Subscription.to(channel), journal)) {
                assertThat(reader.journal().awaitSize(1).events().get(0).data()).isEqualTo("1");
            }
        }
    }

    /** First one gateway stops in order, then the other one halts for a moment, then dies, and comes back. */
    @ParameterizedTest
    @MethodSource("proxies")
    void clientsOutliveTheirGateways(Function<Installation, ReverseProxy> kind) {
        startThoseThatEnded();
        try (ReverseProxy proxy = kind.apply(own)) {
            String channel = channel("outlive", proxy);
            String start = Positions.now(own.gateway());
            List<Reader> readers = readers(proxy, channel, start);
            String url = Subscription.to(channel).at(proxy.uri(), start).toString();
            try (ClientProcess browser = ClientProcess.node("eventsource.mjs", url);
                    SteadyLoad load = SteadyLoad.start(own.publisher(), channel, EVENTS, PER_SECOND)) {
                load.awaitAccepted(EVENTS / 4);
                own.gateway(0).terminate();
                load.awaitAccepted(EVENTS);
                readers.forEach(reader -> {
                    reader.journal().awaitSize(EVENTS);
                    load.ledger().assertHeldBy(reader.journal(), reader.way());
                });
                browser.awaitLine("\"event\"", EVENTS);
                own.gateway(0).awaitEnd(Duration.ofMinutes(1));
                own.gateway(1).pause();
                pass(HALT);
                own.gateway(1).resume();
                own.publisher().publish(channel, "1");
                readers.forEach(reader -> reader.journal().awaitSize(EVENTS + 1));
                assertThat(readers)
                        .filteredOn(reader -> reader.way() == Way.SHORT_POLL || reader.way() == Way.LONG_POLL)
                        .allSatisfy(poll -> assertThat(poll.journal().notices())
                                .as("what %s sees of it", poll.way())
                                .isEmpty());

                own.gateway(1).kill9();
                long errors = browser.lines().stream()
                        .filter(line -> line.contains("\"error\""))
                        .count();
                browser.awaitLine("\"error\"", (int) errors + 2);
                HttpResponse<String> away = asAPage(Subscription.to(channel).at(proxy.uri(), start));
                assertThat(away.statusCode()).as(away.body()).isEqualTo(200);
                assertThat(away.headers().firstValue("Access-Control-Allow-Origin"))
                        .hasValue(ORIGIN);
                own.gateway(1).restart();
                own.publisher().publish(channel, "2");
                browser.awaitLine("\"event\"", EVENTS + 2);
                assertThat(browser.lines()).as("a status other than 200").noneMatch(line -> line.contains("\"code\""));
            } finally {
                readers.forEach(Reader::close);
            }
        }
    }

    /** What an EventSource asks on a page of another origin than the proxy's. */
    private static HttpResponse<String> asAPage(URI uri) {
        return Http.send(Http.request(uri, Tokens.everything())
                .headers("Accept", "text/event-stream", "Cache-Control", "no-cache", "Origin", ORIGIN));
    }

    private static List<Reader> readers(ReverseProxy proxy, String channel, String start) {
        List<Reader> readers = new ArrayList<>();
        for (Way way : Way.values()) {
            for (int i = 0; i < READERS; i++) {
                readers.add(Reader.start(way, List.of(proxy.uri()), Subscription.to(channel), new Journal(start)));
            }
        }
        return readers;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(10)).until(() -> System.nanoTime() > end);
    }

    private long roundTrips(URI reads, String channel) {
        Journal journal = new Journal(Positions.now(reads));
        try (Reader reader = Reader.start(Way.SSE, List.of(reads), Subscription.to(channel), journal)) {
            roundTrip(channel, reader.journal(), 1);
            long start = System.nanoTime();
            for (int i = 2; i <= ROUND_TRIPS; i++) {
                roundTrip(channel, reader.journal(), i);
            }
            return System.nanoTime() - start;
        }
    }

    private void roundTrip(String channel, Journal journal, int number) {
        installation.publisher().publish(channel, Integer.toString(number));
        journal.awaitSize(number);
    }

    private static String channel(String test, ReverseProxy proxy) {
        return "proxy." + test + "." + proxy.uri().getPort();
    }
}
