package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** That each service is reached, and reaches, what it needs and nothing else. */
class NetworkPoliciesTests {

    private static final Path ADDRESSES =
            Path.of("../webhook-dispatch/src/test/resources/io/fourways/dispatch/egress/address");

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void whatIsNotNamedIsDenied(Rendering rendering) {
        Manifests manifests = rendering.manifests();
        List<Manifest> policies = manifests.ofKind("NetworkPolicy");
        assertThat(policies)
                .hasSize(
                        rendering.values().endsWith("minimal.yaml")
                                ? 0
                                : manifests.ofKind("Deployment").size());
        assertThat(policies).allSatisfy(policy -> {
            assertThat(policy.at("/spec/policyTypes").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrder("Ingress", "Egress");
            assertThat(policy.at("/spec/egress").valueStream()).isNotEmpty().allMatch(rule -> rule.has("ports"));
            assertThat(policy.at("/spec/ingress").valueStream()).isNotEmpty().allMatch(rule -> rule.has("ports"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway  | 53 5672 5552
            producer | 53 5672
            ingest   | 53 5672 5432
            dispatch | 53 5672 5432 443 8443
            """)
    void aServiceReachesWhatItNeeds(String service, String ports) {
        Manifest policy = Rendering.of("required.yaml").manifests().only("NetworkPolicy", "fourways-" + service);
        Set<String> reached = policy.at("/spec/egress")
                .valueStream()
                .flatMap(rule -> rule.path("ports").valueStream())
                .map(port -> port.path("port").asString())
                .collect(Collectors.toSet());
        assertThat(reached).containsExactlyInAnyOrder(ports.split(" "));
    }

    @Test
    void theIssuerAndTheCollectorAreReachedOnTheirPorts() {
        Manifest policy = Rendering.of("everything.yaml").manifests().only("NetworkPolicy", "events-producer");
        assertThat(policy.at("/spec/egress")
                        .valueStream()
                        .flatMap(rule -> rule.path("ports").valueStream())
                        .map(port -> port.path("port").asString()))
                .contains("8443", "4318");
    }

    /** What the service itself refuses, the network refuses too. An address in an address is beyond a network's view. */
    @Test
    void webhooksGoNowhereThatDispatchWouldNotSendThem() throws IOException {
        List<JsonNode> world = world("required.yaml");
        assertThat(addresses("refused-addresses.txt").filter(address -> !address.contains("5efe")))
                .hasSizeGreaterThan(60)
                .noneMatch(address -> isReached(world, address));
    }

    @Test
    void webhooksGoToTheInternet() throws IOException {
        List<JsonNode> world = world("required.yaml");
        assertThat(addresses("public-addresses.txt").filter(address -> !address.matches("(64:ff9b:|::ffff:0:).*")))
                .hasSizeGreaterThan(30)
                .allMatch(address -> isReached(world, address));
    }

    @Test
    void webhooksGoWhereDispatchIsAllowedToSendThem() {
        Manifest dispatch = Rendering.of("everything.yaml").manifests().only("Deployment", "events-dispatch");
        assertThat(dispatch.environment("FOURWAYS_DISPATCH_EGRESS_ALLOW")).contains("10.30.0.0/16,fd12::/16");
        assertThat(dispatch.environment("FOURWAYS_DISPATCH_EGRESS_PORTS")).contains("443,8000-8999");
        assertThat(List.of("10.30.1.2", "fd12::1")).allMatch(address -> isReached(world("everything.yaml"), address));
        assertThat(List.of("10.31.1.2", "fd13::1")).noneMatch(address -> isReached(world("everything.yaml"), address));
    }

    @Test
    void rangesOfPortsAreRanges() {
        JsonNode range = endpoints("everything.yaml").path("ports").get(1);
        assertThat(range.path("port").asInt()).isEqualTo(8000);
        assertThat(range.path("endPort").asInt()).isEqualTo(8999);
    }

    /** One that knows no ranges refuses whatever has one. */
    @Test
    void aClusterBeforeRangesIsToldEachPort() {
        Rendering older = Rendering.of("everything.yaml").on("1.21.14");
        assertThat(endpoints(older).path("ports").valueStream())
                .hasSize(1 + 1000)
                .noneMatch(port -> port.has("endPort"))
                .extracting(port -> port.path("port").asInt())
                .startsWith(443, 8000, 8001)
                .endsWith(8999);
        Rendering tooLong = older.with("dispatch.egress.ports[1]=8000-9000");
        assertThatThrownBy(tooLong::manifests).hasMessageContaining("8000-9000 are more than 1000 ports");
    }

    @Test
    void managementIsForPrometheusAndTests() {
        JsonNode management = Rendering.of("required.yaml")
                .manifests()
                .only("NetworkPolicy", "fourways-gateway")
                .at("/spec/ingress/1/from");
        assertThat(management.valueStream().map(peer -> peer.at("/podSelector/matchLabels")
                        .toString()))
                .hasSize(2)
                .anyMatch(labels -> labels.contains("prometheus"))
                .anyMatch(labels -> labels.contains("\"test\""));
    }

    private static List<JsonNode> world(String values) {
        return endpoints(values).path("to").valueStream().toList();
    }

    private static JsonNode endpoints(String values) {
        return endpoints(Rendering.of(values));
    }

    private static JsonNode endpoints(Rendering rendering) {
        return rendering.manifests().ofKind("NetworkPolicy").stream()
                .filter(policy -> policy.name().endsWith("-dispatch"))
                .flatMap(policy -> policy.at("/spec/egress").valueStream())
                .filter(rule -> rule.toString().contains("\"0.0.0.0/0\""))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isReached(List<JsonNode> peers, String address) {
        return peers.stream()
                .map(peer -> peer.path("ipBlock"))
                .anyMatch(
                        block -> AddressBlock.of(block.path("cidr").asString()).holds(address)
                                && block.path("except").valueStream().noneMatch(hole -> AddressBlock.of(hole.asString())
                                        .holds(address)));
    }

    private static Stream<String> addresses(String file) throws IOException {
        return Files.readAllLines(ADDRESSES.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replaceFirst("\\s.*", ""));
    }
}
