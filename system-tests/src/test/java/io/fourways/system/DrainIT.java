package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Crowd;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.RawWebSocket;
import io.fourways.system.client.Reader;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.node.ClientProcess;
import io.fourways.system.service.Installation;
import io.fourways.system.service.ServiceProcess;
import io.fourways.system.service.StandaloneProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What SIGTERM does to a gateway's clients. */
class DrainIT {

    /** A thousand in the campaign; half of them come in lanes of equal length as well. */
    private static final int EVENTS = Integer.getInteger("fourways.campaign.drain-events", 400);

    /** So that they come for as long as it takes, however many they are. */
    private static final int PER_SECOND = EVENTS / 5;

    private static final int READERS = 5;
    private static final int MANY = 300;

    /** Less than the longest long poll, so that one that is answered within it was answered for the drain's sake. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** 128 and the number of the signal: what the JVM ends with when a signal asked for it and all is in order. */
    private static final int SIGTERM = 143;

    /** Whose gateways stay. */
    private final Installation installation = Installation.shared();

    @Test
    void gatewaySendsItsClientsAwayAndTheyMissNothing() {
        try (ServiceProcess leaving = installation.gatewayApart()) {
            sendsItsClientsAway(leaving.uri(), leaving::terminate);
            assertThat(leaving.awaitEnd(PATIENCE)).isEqualTo(SIGTERM);
        }
    }

    @Test
    void standaloneSendsItsClientsAwayAndTheyMissNothing() {
        Map<String, String> environment =
                new HashMap<>(Brokers.shared().address().environment());
        environment.put("FOURWAYS_SECURITY_MODE", "jwt");
        environment.put("FOURWAYS_SECURITY_JWT_SECRET", Tokens.SECRET);
        try (StandaloneProcess leaving = StandaloneProcess.start(environment)) {
            sendsItsClientsAway(leaving.gateway(), leaving::terminate);
            assertThat(leaving.awaitEnd(PATIENCE)).isZero();
        }
    }

    @Test
    void takesNobodyNewWhileItSendsTheOthersAway() {
        try (ServiceProcess leaving = installation.gatewayApart();
                Crowd crowd = Crowd.of(800, leaving.uri(), Subscription.to("drain.crowd"))) {
            leaving.terminate();

            await("the server to stop listening").atMost(PATIENCE).until(() -> !isListening(leaving.port()));
            assertThat(leaving.isReady()).isFalse();
            assertThat(leaving.log()).contains("Sending 800 clients away");
            assertThat(leaving.isAlive()).as("while it is not done").isTrue();
            assertThat(leaving.awaitEnd(PATIENCE)).isEqualTo(SIGTERM);
        }
    }

    /** They come over one after the other, and those who were there already notice nothing. */
    @Test
    void threeHundredComeOverToAGatewayThatServesItsOwnMeanwhile() {
        URI staying = installation.gateway();
        String channel = "drain.many";
        String start = Positions.now(staying);
        List<Reader> readers = new ArrayList<>();
        try (ServiceProcess leaving = installation.gatewayApart();
                SteadyLoad load = SteadyLoad.start(installation.publisher(), channel, EVENTS / 2, PER_SECOND / 4)) {
            for (int i = 0; i < MANY; i++) {
                Way way = i % 2 == 0 ? Way.SSE : Way.WEB_SOCKET;
                readers.add(Reader.start(
                        way, List.of(leaving.uri(), staying), Subscription.to(channel), new Journal(start)));
            }
            readers.addAll(readers(List.of(staying), channel, start));
            load.awaitAccepted(1);
            readers.forEach(reader -> reader.journal().awaitSize(1, PATIENCE));

            leaving.terminate();

            assertThat(leaving.awaitEnd(PATIENCE)).isEqualTo(SIGTERM);
            // whoever had to connect twice is at the other one already
            assertThat(leaving.log()).containsPattern("Sending (2[5-9]\\d|300) clients away within \\d+ ms");
            load.awaitAccepted(EVENTS / 2);
            readers.forEach(reader -> {
                reader.journal().awaitSize(EVENTS / 2, PATIENCE);
                assertThat(reader.journal().gaps()).isEmpty();
                load.ledger().assertHeldBy(reader.journal(), reader.way());
            });
        } finally {
            readers.forEach(Reader::close);
        }
    }

    private void sendsItsClientsAway(URI leaving, Runnable terminate) {
        URI staying = installation.gateway();
        String channel = "drain.load" + leaving.getPort();
        String quiet = "drain.quiet" + leaving.getPort();
        List<Reader> readers = readers(List.of(leaving, staying), channel, Positions.now(staying));
        try (ClientProcess curl = curl(Subscription.to(quiet).at(leaving, ""));
                RawWebSocket socket =
                        RawWebSocket.connect(Subscription.to(quiet).at(leaving, ""), Tokens.everything());
                SteadyLoad load = SteadyLoad.start(installation.publisher(), channel, EVENTS, PER_SECOND)) {
            curl.awaitLine("id:");
            assertThat(socket.receive()).startsWith("{\"position\"");
            CompletableFuture<HttpResponse<String>> longPoll = longPoll(leaving, quiet);
            load.awaitAccepted(EVENTS / 4);

            terminate.run();

            curl.awaitLine("retry:", 2);
            assertThat(socket.receiveAnswer()).matches("\\{\"drain\":\\{\"reconnectAfterMs\":\\d+}}");
            assertThat(socket.receive()).isEqualTo("closed 1012");
            isAnsweredEmpty(
                    longPoll.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
            load.awaitAccepted(EVENTS);
            readers.forEach(reader -> {
                reader.journal().awaitSize(EVENTS, PATIENCE);
                assertThat(reader.journal().gaps())
                        .as("gaps of %s", reader.way())
                        .isEmpty();
                load.ledger().assertHeldBy(reader.journal(), reader.way());
            });
        } finally {
            readers.forEach(Reader::close);
        }
    }

    private static List<Reader> readers(List<URI> gateways, String channel, String start) {
        List<Reader> readers = new ArrayList<>();
        for (Way way : Way.values()) {
            for (int i = 0; i < READERS; i++) {
                readers.add(Reader.start(way, gateways, Subscription.to(channel), new Journal(start)));
            }
        }
        return readers;
    }

    private static ClientProcess curl(URI uri) {
        return ClientProcess.of(
                "curl",
                "-sN",
                "-H",
                "Authorization: Bearer " + Tokens.everything(),
                "-H",
                "Accept: text/event-stream",
                uri.toString());
    }

    private static CompletableFuture<HttpResponse<String>> longPoll(URI gateway, String channel) {
        URI uri = Subscription.to(channel).at(gateway, Positions.now(gateway));
        return CompletableFuture.supplyAsync(
                () -> Http.send(Http.request(uri, Tokens.everything()).header("Prefer", "wait=60")));
    }

    private static void isAnsweredEmpty(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonTexts.elementsOf(answer.body(), "events")).isEmpty();
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
