package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Reader;
import io.fourways.system.client.StandardSender;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.compose.ComposeStack;
import io.fourways.system.json.JsonTexts;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stack of {@code infra/compose} in containers: {@code ./fourways infra-test} runs it, and the suite does not. */
class ComposeCampaign {

    /** A comma-separated list of services that cannot be had, since no registry is reached. */
    static final String LEFT_OUT = "fourways.compose.left-out";

    private static final Set<String> OURS =
            Set.of("event-producer", "gateway-1", "gateway-2", "webhook-ingest", "webhook-dispatch");
    private static final Pattern STARTED = Pattern.compile("Started \\S+ in ([0-9.]+) seconds");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENTS = 2_000;
    private static final int PER_SECOND = 200;
    private static final int READERS = 3;

    private static List<String> leftOut;
    private static ComposeStack stack;

    @BeforeAll
    static void up() {
        leftOut = List.of(System.getProperty(LEFT_OUT, "").split(","));
        long start = System.nanoTime();
        stack = ComposeStack.up("webhooks.**", leftOut);
        System.out.printf(
                "built, up and healthy after %d s; left out: %s%n",
                Duration.ofNanos(System.nanoTime() - start).toSeconds(), leftOut);
        figures();
    }

    @AfterAll
    static void down() {
        if (stack != null) {
            stack.close();
        }
    }

    private static void figures() {
        OURS.stream().sorted().forEach(service -> {
            Matcher started = STARTED.matcher(stack.log(service));
            assertThat(started.find())
                    .as("%s says when it had started", service)
                    .isTrue();
            System.out.println(service + "\tstarted in " + started.group(1) + " s");
        });
        System.out.println(stack.memory() + stack.images());
    }

    @Test
    void anEventGoesFourWaysThroughTheProxy() {
        String start = Positions.now(stack.uri());
        Publisher.at(stack.uri()).publish("compose.four", "{\"ways\":4}");
        for (Way way : Way.values()) {
            Journal journal = new Journal(start);
            try (Reader reader = Reader.start(way, List.of(stack.uri()), Subscription.to("compose.four"), journal)) {
                assertThat(reader.journal().awaitSize(1).events().get(0).data())
                        .as("by %s", way)
                        .isEqualTo("{\"ways\":4}");
            }
        }
    }

    @Test
    void aWebhookComesInAndGoesOut() {
        HttpResponse<String> source =
                Http.send(Http.request(URI.create(stack.uri() + "/v1/sources/shop"), Tokens.everything())
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(
                                "{\"provider\":\"standard\",\"secrets\":[\"" + StandardSender.SECRET + "\"]}")));
        assertThat(source.statusCode()).as(source.body()).isIn(200, 201);
        StandardSender sender = new StandardSender(List.of(stack.uri()), "shop");
        String body = "{\"type\":\"order.paid\",\"order\":4711}";
        await("the source to be known")
                .atMost(PATIENCE)
                .until(() -> sender.send("evt_4711", body).statusCode() == 200);

        await("the receiver to have it")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> stack.log("receiver")
                        .lines()
                        .anyMatch(line -> line.startsWith("genuine msg_") && line.endsWith(body)));
        assertThat(stack.log("receiver")).doesNotContain("FORGED");
    }

    @Test
    void aGatewayThatIsStoppedLosesNothingOfItsClients() {
        losesNothing("compose.drained", () -> stack.stop("gateway-1"));
        assertThat(stack.inspect("gateway-1", "{{.State.ExitCode}}"))
                .as("143: ended by itself when it was asked to; 137 would be killed")
                .isEqualTo("143");
        assertThat(stack.log("gateway-1")).containsPattern("Sending \\d+ clients away");
        stack.start("gateway-1");
    }

    @Test
    void theStackRecoversByItselfWhenTheBrokerIsRestarted() {
        losesNothing("compose.restarted", () -> stack.restart("rabbitmq"));
        OURS.forEach(service -> {
            stack.awaitHealthy(service);
            assertThat(stack.inspect(service, "{{.RestartCount}}")).as(service).isEqualTo("0");
        });
    }

    /** Readers of all ways end with every accepted event, each once and in order, whatever happens meanwhile. */
    private static void losesNothing(String channel, Runnable happens) {
        List<Reader> readers = new ArrayList<>();
        String start = Positions.now(stack.uri());
        for (Way way : Way.values()) {
            for (int i = 0; i < READERS; i++) {
                readers.add(Reader.start(way, List.of(stack.uri()), Subscription.to(channel), new Journal(start)));
            }
        }
        try (SteadyLoad load = SteadyLoad.start(Publisher.at(stack.uri()), channel, EVENTS, PER_SECOND)) {
            load.awaitAccepted(EVENTS / 4);
            happens.run();
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

    @Test
    void prometheusReachesEverything() {
        Set<String> jobs = Set.of(
                "event-producer",
                "delivery-gateway",
                "webhook-ingest",
                "webhook-dispatch",
                "rabbitmq",
                "rabbitmq-queues",
                "proxy",
                "prometheus",
                "alertmanager");
        await("all that it watches to answer")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(jobsWith("up==1")).isEqualTo(jobs);
                    assertThat(jobsWith("up==0")).isEmpty();
                });
    }

    private static Set<String> jobsWith(String query) {
        URI uri = stack.prometheus().resolve("/api/v1/query?query=" + query.replace("=", "%3D"));
        Set<String> jobs = new TreeSet<>();
        JsonTexts.tree(Http.get(uri).body())
                .required("data")
                .required("result")
                .forEach(sample ->
                        jobs.add(sample.required("metric").required("job").stringValue()));
        return jobs;
    }

    @Test
    void servicesAreConfinedAndManagementIsKeptIn() {
        OURS.forEach(service -> {
            assertThat(stack.inspect(
                            service, "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"))
                    .as(service)
                    .isEqualTo("10001:10001 true [ALL]");
            assertThat(stack.inspect(service, "{{.HostConfig.PortBindings}}"))
                    .as("ports of %s that are published", service)
                    .isEqualTo("map[]");
        });
        for (String path : List.of("/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/sbom")) {
            assertThat(Http.get(URI.create(stack.uri() + path)).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }
}
