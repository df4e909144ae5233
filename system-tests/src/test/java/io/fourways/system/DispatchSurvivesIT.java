package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.models.EndpointIn;
import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.DispatchApi;
import io.fourways.system.client.EndpointServer;
import io.fourways.system.client.EndpointServer.Arrived;
import io.fourways.system.client.Http;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Receipts;
import io.fourways.system.client.Receipts.Receipt;
import io.fourways.system.client.SteadyLoad;
import io.fourways.system.client.Tokens;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.service.DispatchInstallation;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Events of the log, and messages of the API, go out to other people's servers while everything that takes part is killed in turn. */
class DispatchSurvivesIT {

    /** Two hundred in the campaign. */
    private static final int ENDPOINTS = Integer.getInteger("fourways.campaign.endpoints", 20);

    /** To all of them together: twenty thousand in the campaign. */
    private static final int DELIVERIES = Integer.getInteger("fourways.campaign.deliveries", 2_000);

    /** Each thing is killed so often: five times in the campaign. */
    private static final int KILLS = Integer.getInteger(Campaign.KILLS, 1);

    /** Endpoints of one app: each gets all of the app's events. */
    private static final int SHARING = 5;

    private static final int APPS = ENDPOINTS / SHARING;
    private static final int EVENTS = DELIVERIES / SHARING;
    private static final int PER_SECOND = 40;

    /** Of endpoints, so that there is always something under way that a kill cuts off. */
    private static final Duration THINKING = Duration.ofMillis(400);

    private static final String PROBE = "\"probe\"";

    private static final Map<String, String> SOON_AGAIN = Map.of("fourways.schedule", "1 1 1 2 2 2 5 5 5 10 10 10");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Leases that end soon: a lease is longer than a request may take. */
    private static final Map<String, String> SHORT_LEASES = Map.of(
            "FOURWAYS_DISPATCH_EGRESS_FIRST_BYTE", "5s",
            "FOURWAYS_DISPATCH_EGRESS_WHOLE", "5s",
            "FOURWAYS_DISPATCH_DELIVERY_LEASE", "15s");

    private final Receipts receipts = new Receipts();
    private final Set<String> rejected = ConcurrentHashMap.newKeySet();
    private final Set<String> probed = ConcurrentHashMap.newKeySet();

    /** Of endpoints, by their ids. */
    private final Map<String, String> paths = new HashMap<>();

    /** What may come again, and how often. */
    private final Map<Receipt, Integer> excused = new TreeMap<>();

    private RabbitNode broker;
    private PostgresNode database;
    private DispatchInstallation installation;
    private Publisher publisher;
    private EndpointServer endpoints;

    @BeforeEach
    void start() {
        broker = RabbitNode.started();
        database = PostgresNode.started();
        installation = DispatchInstallation.on(broker.address(), database, 2, SHORT_LEASES);
        publisher = installation.publisher();
        endpoints = EndpointServer.start(this::arrived);
    }

    @AfterEach
    void end() {
        endpoints.close();
        installation.close();
        database.close();
        broker.close();
    }

    @Test
    void everythingIsDeliveredAndTwiceOnlyWhatAKillCutOff(TestReporter reporter) {
        subscribe();
        List<Runnable> faults = faults(reporter);
        int events = EVENTS / faults.size();
        for (int i = 0; i < faults.size(); i++) {
            String prefix = "during" + i + "-";
            try (SteadyLoad load = SteadyLoad.start((id, body) -> offer(prefix + id), events, PER_SECOND)) {
                load.awaitAccepted(events / 2);
                faults.get(i).run();
                load.awaitAccepted(events);
            }
        }
        awaitTrue("every event to be at every endpoint", () -> receipts.size() >= EVENTS * SHARING);
        awaitTrue("every delivery to be recorded", () -> isNone("SELECT message_id FROM delivery WHERE state <> 0"));

        assertThat(receipts.size()).as("events at endpoints").isEqualTo(EVENTS * SHARING);
        assertThat(database.texts("SELECT message_id FROM delivery WHERE event_type <> 'probe'"))
                .hasSize(EVENTS * SHARING);
        assertThat(receipts.underSeveralIds()).isEmpty();
        Map<Receipt, Integer> repeated = receipts.repeated();
        reporter.publishEntry("delivered twice", sum(repeated) + " of " + sum(excused) + " under way at a kill");
        assertThat(excused).as("what was under way at a kill").isNotEmpty();
        assertThat(inexcusable(repeated)).as("delivered twice without a reason").isEmpty();
    }

    /** One in ten is taken only at the second try, so that some wait for theirs whenever something is killed. */
    private void arrived(Arrived arrived) {
        String name = arrived.path() + arrived.body();
        if (arrived.body().equals(PROBE)) {
            probed.add(arrived.path());
            arrived.answer(204);
        } else if (isOneInTen(name) && rejected.add(name)) {
            arrived.answer(503, THINKING);
        } else {
            receipts.add(arrived);
            arrived.answer(204, THINKING);
        }
    }

    /** Not by its hash, which is the same, divided by ten, for all that goes to one endpoint: it is what apps are chosen by. */
    private static boolean isOneInTen(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() % 10 == 0;
    }

    /** About half of them come by the API, as a message of the app, to either instance. */
    private HttpResponse<String> offer(String id) {
        int place = Math.floorMod(id.hashCode(), 2 * APPS);
        String app = "app" + place / 2;
        return place % 2 == 0 ? create(app, id) : publish(app, id, '"' + id + '"', "load");
    }

    private HttpResponse<String> create(String app, String id) {
        URI messages = installation
                .dispatch(ThreadLocalRandom.current().nextInt(2))
                .uri()
                .resolve("/api/v1/app/" + app + "/msg");
        String message = "{\"eventType\":\"load\",\"eventId\":\"" + id + "\",\"payload\":{\"id\":\"" + id + "\"}}";
        return Http.send(Http.request(messages, Tokens.everything())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message)));
    }

    private HttpResponse<String> publish(String app, String id, String body, String type) {
        return publisher.sendJson("survives." + app, body, "ce-id", id, "ce-source", "/load", "ce-type", type);
    }

    /** Returns when events come through to every endpoint. */
    private void subscribe() {
        DispatchApi api = new DispatchApi(installation.dispatch(0).uri());
        for (int app = 0; app < APPS; app++) {
            api.createApp("app" + app, "survives.app" + app);
            for (int endpoint = 0; endpoint < SHARING; endpoint++) {
                String path = "/app" + app + "/" + endpoint;
                EndpointIn settings = new EndpointIn().url(endpoints.url(path)).metadata(SOON_AGAIN);
                paths.put(api.createEndpoint("app" + app, settings), path);
            }
        }
        for (int app = 0; app < APPS; app++) {
            awaitProbe("app" + app);
        }
    }

    private void awaitProbe(String app) {
        awaitTrue("events to come through to " + app, () -> {
            publish(app, UUID.randomUUID().toString(), PROBE, "probe");
            return probed.stream().anyMatch(path -> path.startsWith("/" + app + "/"));
        });
    }

    /** In an order that is another each time, and known afterwards. */
    private List<Runnable> faults(TestReporter reporter) {
        long seed = Long.getLong("fourways.campaign.seed", System.nanoTime());
        reporter.publishEntry("fourways.campaign.seed", Long.toString(seed));
        List<Runnable> faults = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            faults.add(() -> killDispatch(0));
            faults.add(() -> killDispatch(1));
            faults.add(this::killDatabase);
            faults.add(this::killBroker);
        }
        Collections.shuffle(faults, new Random(seed));
        return faults;
    }

    private void killDispatch(int index) {
        installation.dispatch(index).kill9();
        excuseWhatIsUnderWay();
        installation.dispatch(index).restart();
    }

    private void killDatabase() {
        database.kill9();
        database.start();
        excuseWhatIsUnderWay();
    }

    /** Excuses nothing: what comes again from the broker is known by its identity. */
    private void killBroker() {
        broker.kill9();
        broker.start();
    }

    /** Of what was claimed and not recorded an endpoint may have got one that nobody knows of. */
    private void excuseWhatIsUnderWay() {
        excuse("SELECT message_id || ' ' || endpoint_id FROM delivery WHERE state = 1 AND leased");
    }

    private void excuse(String query) {
        for (String row : database.texts(query)) {
            String[] ids = row.split(" ", 2);
            excused.merge(new Receipt(paths.get(ids[1]), ids[0]), 1, Integer::sum);
        }
    }

    /** That an endpoint's answer came too late is no kill's doing, but is in the attempts. */
    private Map<Receipt, Integer> inexcusable(Map<Receipt, Integer> repeated) {
        excuse("SELECT message_id || ' ' || endpoint_id FROM attempt WHERE status <> 0 AND response_code = 0");
        Map<Receipt, Integer> inexcusable = new TreeMap<>(repeated);
        inexcusable.entrySet().removeIf(receipt -> receipt.getValue() <= excused.getOrDefault(receipt.getKey(), 0));
        return inexcusable;
    }

    private static void awaitTrue(String what, Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition);
    }

    private boolean isNone(String query) {
        return database.texts(query).isEmpty();
    }

    private static int sum(Map<Receipt, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
