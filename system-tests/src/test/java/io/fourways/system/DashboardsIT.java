package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.models.EndpointIn;
import io.fourways.system.broker.RabbitNode;
import io.fourways.system.client.DispatchApi;
import io.fourways.system.client.EndpointServer;
import io.fourways.system.client.EndpointServer.Arrived;
import io.fourways.system.client.Http;
import io.fourways.system.client.StandardSender;
import io.fourways.system.database.PostgresNode;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.monitoring.Expression;
import io.fourways.system.monitoring.PrometheusServer;
import io.fourways.system.monitoring.Question;
import io.fourways.system.monitoring.Target;
import io.fourways.system.monitoring.Traffic;
import io.fourways.system.service.DispatchInstallation;
import io.fourways.system.service.IngestInstallation;
import io.fourways.system.service.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever opens a dashboard sees something: every question has an answer in a Prometheus that watches real services. */
class DashboardsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Questions that cannot be answered here, and why. */
    private static final Map<String, String> UNANSWERED = Map.of(
            "JVM and pods: Restarts of containers", "Kubernetes says so, by kube-state-metrics",
            "JVM and pods: Memory against its limit", "Kubernetes says so, by the kubelet and kube-state-metrics",
            "JVM and pods: Held back", "Kubernetes says so, by the kubelet",
            "JVM and pods: Not ready", "Kubernetes says so, by kube-state-metrics",
            "VolumeFills", "the kubelet or the node exporter says so",
            "CertificateExpires", "services have no certificates here, and there is no blackbox exporter");

    /** Metrics that others export: kubelet, kube-state-metrics, the node and the blackbox exporter; certificates of services. */
    private static final String OTHERS = "(kube|kubelet|container|node|probe|ssl)_.+";

    private static RabbitNode broker;
    private static PostgresNode inbox;
    private static PostgresNode deliveries;
    private static IngestInstallation ingest;
    private static DispatchInstallation dispatch;
    private static EndpointServer endpoints;
    private static PrometheusServer prometheus;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        broker = RabbitNode.measured();
        inbox = PostgresNode.started();
        deliveries = PostgresNode.started();
        ingest = IngestInstallation.on(
                broker.address(),
                inbox,
                1,
                Map.of(
                        "FOURWAYS_INGEST_SOURCES_WATCHED_PROVIDER", "standard",
                        "FOURWAYS_INGEST_SOURCES_WATCHED_SECRETS_0", StandardSender.SECRET,
                        "FOURWAYS_INGEST_SOURCES_LIMITED_PROVIDER", "standard",
                        "FOURWAYS_INGEST_SOURCES_LIMITED_SECRETS_0", StandardSender.SECRET,
                        "FOURWAYS_INGEST_SOURCES_LIMITED_REQUESTSPERSECOND", "1",
                        "FOURWAYS_GATEWAY_WINDOW_MAX_EVENTS", "20"));
        dispatch = DispatchInstallation.on(broker.address(), deliveries, 1, Map.of());
        endpoints = EndpointServer.start(DashboardsIT::arrived);
        DispatchApi api = new DispatchApi(dispatch.dispatch(0).uri());
        api.createApp("watched", "watched.*");
        api.createEndpoint("watched", new EndpointIn().url(endpoints.url("/good")));
        api.createEndpoint("watched", new EndpointIn().url(endpoints.url("/bad")));
        List<Target> targets = new ArrayList<>(Target.of(broker));
        targets.add(Target.of("delivery-gateway", ingest.gateway()));
        targets.add(Target.of("webhook-ingest", ingest.ingest(0)));
        targets.add(Target.of("webhook-dispatch", dispatch.dispatch(0)));
        targets.add(Target.of("event-producer", dispatch.producer()));
        prometheus = PrometheusServer.watching(targets);
        traffic = Traffic.start(
                dispatch.publisher(),
                ingest.gateway().uri(),
                new StandardSender(ingest.ingests(), "watched"),
                new StandardSender(ingest.ingests(), "limited"));
    }

    private static void arrived(Arrived webhook) {
        webhook.answer(webhook.path().equals("/good") ? 204 : 500);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        prometheus.close();
        endpoints.close();
        dispatch.close();
        ingest.close();
        deliveries.close();
        inbox.close();
        broker.close();
    }

    @Test
    void everyPanelShowsSomething() {
        assertAnswered(Question.ofPanels());
    }

    @Test
    void everyRuleHasSomethingToLookAt() {
        assertAnswered(ofRules());
    }

    @Test
    void everyMetricThatIsNamedExists() {
        Set<String> named = new TreeSet<>();
        Question.ofPanels().forEach(question -> named.addAll(new Expression(question.expression()).metrics()));
        ofRules().forEach(question -> named.addAll(new Expression(question.expression()).metrics()));
        named.removeIf(name -> name.matches(OTHERS));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.metrics()).containsAll(named));
    }

    @Test
    void healthSaysWhichPartItIsThatIsDown() {
        assertThat(parts(dispatch.dispatch(0), "readiness")).contains("database");
        assertThat(parts(dispatch.dispatch(0), "liveness")).contains("publisher", "outbox", "intake", "delivery");
        assertThat(parts(ingest.ingest(0), "liveness")).contains("publisher", "relay");
        assertThat(parts(dispatch.producer(), "readiness")).contains("broker");
        assertThat(parts(ingest.gateway(), "readiness")).contains("log");
    }

    private static Collection<String> parts(ServiceProcess service, String group) {
        String health =
                Http.get(service.management("/actuator/health/" + group)).body();
        return JsonTexts.tree(health).required("components").propertyNames();
    }

    private static List<Question> ofRules() {
        return prometheus.rules().stream().map(Question::ofRule).toList();
    }

    /** What is listed without an answer must have none: otherwise the list is out of date. */
    private static void assertAnswered(List<Question> questions) {
        List<Question> open = new ArrayList<>(questions);
        open.removeIf(question -> UNANSWERED.containsKey(question.where()));
        assertThat(open).isNotEmpty();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            open.removeIf(DashboardsIT::isAnswered);
            assertThat(open).as("questions without an answer").isEmpty();
        });
        assertThat(questions)
                .filteredOn(question -> UNANSWERED.containsKey(question.where()))
                .noneMatch(DashboardsIT::isAnswered);
    }

    private static boolean isAnswered(Question question) {
        return !prometheus.ask(question.expression()).isEmpty();
    }
}
