package io.fourways.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import io.fourways.infra.compose.ComposeFile.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeTests {

    private static final ComposeFile COMPOSE = ComposeFile.named("compose.yaml");
    private static final ComposeFile OVERRIDE = ComposeFile.named("compose.override.yaml");

    /** A name without a registry's host, and a tag that says a version. */
    private static final Pattern PINNED =
            Pattern.compile("([a-z0-9-]+/)?[a-z0-9-]+:(v?\\d[\\w.-]*|\\$\\{FOURWAYS_VERSION:-\\d[\\w.-]*})");

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|_key|credential).*");
    private static final Duration SHUTDOWN_OF_SPRING = Duration.ofSeconds(30);

    static Stream<Service> services() {
        return COMPOSE.services();
    }

    static Stream<Service> ours() {
        return services().filter(Service::isOurs);
    }

    @Test
    void bringsTheServicesAndWhatTheyStandOnAndAreWatchedBy() {
        assertThat(services().filter(service -> !service.isOfTheDemonstration()))
                .extracting(Service::name)
                .containsExactlyInAnyOrder(
                        "rabbitmq",
                        "postgres",
                        "event-producer",
                        "gateway-1",
                        "gateway-2",
                        "webhook-ingest",
                        "webhook-dispatch",
                        "proxy",
                        "prometheus",
                        "alertmanager",
                        "grafana",
                        "traces");
        assertThat(services().filter(Service::isOfTheDemonstration))
                .extracting(Service::name)
                .containsExactlyInAnyOrder("samples", "receiver");
    }

    @ParameterizedTest
    @MethodSource("services")
    void imagesAreOfAVersion(Service service) {
        assertThat(service.text("image")).matches(PINNED);
    }

    @ParameterizedTest
    @MethodSource("services")
    void containersMayDoNothingThatTheyNeedNot(Service service) {
        assertThat(service.content()).containsEntry("read_only", true).containsKey("user");
        assertThat(service.text("user")).isNotEqualTo("root").doesNotStartWith("0");
        assertThat(service.list("cap_drop")).containsExactly("ALL");
        assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(service.content()).doesNotContainKeys("privileged", "cap_add", "network_mode", "pid");
    }

    @ParameterizedTest
    @MethodSource("services")
    void containersMayUseSoMuchAndNoMore(Service service) {
        Map<String, Object> resources = ComposeFile.map(service.map("deploy").get("resources"));
        assertThat(ComposeFile.map(resources.get("limits"))).containsOnlyKeys("cpus", "memory", "pids");
    }

    @ParameterizedTest
    @MethodSource("services")
    void containersSayWhetherTheyAreWell(Service service) {
        assertThat(service.map("healthcheck")).containsKeys("test", "interval", "timeout", "retries");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void servicesStartWhenWhatTheyStandOnIsWell(Service service) {
        String needs = service.map("depends_on").toString();
        assertThat(needs).contains("rabbitmq={condition=service_healthy}");
        if (service.name().startsWith("webhook-")) {
            assertThat(needs).contains("postgres={condition=service_healthy}");
        }
    }

    @Test
    void theProxyStartsWhenAllBehindItAreWell() {
        Map<String, Object> needs = COMPOSE.service("proxy").map("depends_on");
        assertThat(needs.keySet())
                .isEqualTo(ours().filter(service -> !service.isOfTheDemonstration())
                        .map(Service::name)
                        .collect(Collectors.toSet()));
        assertThat(needs.values()).containsOnly(Map.of("condition", "service_healthy"));
    }

    @Test
    void theBrokerSendsLargeChunks() throws IOException {
        assertThat(Files.readAllLines(InfraFiles.at("compose/rabbitmq/rabbitmq.conf")))
                .contains("stream.frame_max = 67108864");
    }

    @Test
    void gatewaysHaveTimeToSendTheirReadersAway() {
        Stream.of("gateway-1", "gateway-2").map(COMPOSE::service).forEach(gateway -> {
            Duration drain = seconds(gateway.map("environment").get("FOURWAYS_GATEWAY_DRAIN_TIME"));
            assertThat(seconds(gateway.content().get("stop_grace_period")))
                    .isGreaterThan(drain.plus(SHUTDOWN_OF_SPRING));
        });
    }

    @ParameterizedTest
    @MethodSource("ours")
    void servicesHaveTimeToEndInOrder(Service service) {
        assertThat(seconds(service.content().get("stop_grace_period"))).isGreaterThan(SHUTDOWN_OF_SPRING);
    }

    @Test
    void nothingIsPublishedBeyondThisMachineUnlessItIsAskedFor() {
        assertThat(Stream.concat(services(), OVERRIDE.services()).flatMap(service -> service.list("ports").stream()))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.toString()).matches("(\\$\\{FOURWAYS_BIND:-)?127\\.0\\.0\\.1:.*"));
        assertThat(services().filter(service -> service.content().containsKey("ports")))
                .extracting(Service::name)
                .containsExactlyInAnyOrder("proxy", "prometheus", "alertmanager", "grafana", "traces");
    }

    @Test
    void brokerAndDatabaseReachNobody() {
        assertThat(ComposeFile.map(COMPOSE.content().get("networks"))).containsEntry("data", Map.of("internal", true));
        assertThat(COMPOSE.service("rabbitmq").list("networks")).containsExactly("data");
        assertThat(COMPOSE.service("postgres").list("networks")).containsExactly("data");
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsSecretIsInFiles(Service service) {
        service.map("environment").forEach((name, value) -> {
            if (SECRET.matcher(name).matches()) {
                assertThat(value.toString()).as(name).startsWith("/run/secrets/");
            }
        });
        Set<String> declared = ComposeFile.map(COMPOSE.content().get("secrets")).keySet();
        assertThat(service.list("secrets"))
                .extracting(secret -> secret instanceof Map<?, ?> long_ ? long_.get("source") : secret)
                .allSatisfy(secret -> assertThat(declared).contains(secret.toString()));
    }

    @Test
    void secretsAreNotInTheProject() {
        assertThat(ComposeFile.map(COMPOSE.content().get("secrets")))
                .isNotEmpty()
                .allSatisfy((name, secret) ->
                        assertThat(secret).isEqualTo(Map.of("file", "${FOURWAYS_SECRETS:-./secrets}/" + name)));
        assertThat(ComposeFile.text(Path.of("..", ".gitignore"))).contains("infra/compose/secrets/");
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsMountedIsThere(Service service) {
        assertThat(service.list("volumes"))
                .extracting(volume -> volume.toString().replaceFirst(":.*", ""))
                .filteredOn(source -> source.startsWith("."))
                .allSatisfy(source -> assertThat(Files.exists(
                                InfraFiles.at("compose").resolve(source).normalize()))
                        .as(source)
                        .isTrue());
    }

    @Test
    void theProxyIsToldAllThatItsConfigurationAsksFor() {
        Set<String> asked = Pattern.compile("(?:\\$\\{|defined\\()(FOURWAYS_\\w+)")
                .matcher(ComposeFile.text("proxy/haproxy.cfg.template"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(COMPOSE.service("proxy").map("environment").keySet()).isEqualTo(asked);
    }

    @Test
    void theOverrideChangesOnlyServicesThatThereAre() {
        List<String> names = services().map(Service::name).toList();
        assertThat(OVERRIDE.services()).extracting(Service::name).isSubsetOf(names);
    }

    private static Duration seconds(Object value) {
        return Duration.parse("PT" + value);
    }
}
