package io.fourways.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.compose.ComposeFile.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus watches everything in the stack that has something to say. */
class ScrapeTests {

    private static final ComposeFile COMPOSE = ComposeFile.named("compose.yaml");
    private static final ComposeFile PROMETHEUS = ComposeFile.named("prometheus.yml");

    @Test
    void everyServiceIsWatchedWhereItsManagementIs() {
        Map<String, Set<String>> expected = COMPOSE.services()
                .filter(service -> service.isOurs() && !service.isOfTheDemonstration())
                .collect(Collectors.groupingBy(
                        service -> argument(service, "SERVICE"),
                        Collectors.mapping(
                                service -> service.name() + ":" + argument(service, "MANAGEMENT_PORT"),
                                Collectors.toSet())));
        assertThat(expected).hasSize(4);
        expected.forEach((job, targets) -> {
            assertThat(targets(job)).as(job).containsExactlyInAnyOrderElementsOf(targets);
            assertThat(job(job)).as(job).containsEntry("metrics_path", "/actuator/prometheus");
        });
    }

    @Test
    void whatTheyStandOnIsWatched() {
        assertThat(targets("rabbitmq")).containsExactly("rabbitmq:15692");
        assertThat(targets("rabbitmq-queues")).containsExactly("rabbitmq:15692");
        assertThat(targets("proxy")).containsExactly("proxy:8405");
        assertThat(ComposeFile.text("compose/haproxy/operation.cfg")).contains("bind *:8405");
        assertThat(ComposeFile.text("compose/rabbitmq/enabled_plugins")).contains("rabbitmq_prometheus");
    }

    @Test
    void alertsReachAlertmanager() {
        assertThat(PROMETHEUS.content().get("alerting").toString()).contains("alertmanager:9093");
        assertThat(COMPOSE.service("prometheus").list("volumes"))
                .anySatisfy(volume -> assertThat(volume.toString()).endsWith(":/etc/prometheus/rules:ro"));
        assertThat(PROMETHEUS.content()).containsEntry("rule_files", List.of("/etc/prometheus/rules/*.yml"));
    }

    private static String argument(Service service, String name) {
        return ComposeFile.map(service.map("build").get("args")).get(name).toString();
    }

    private static Map<String, Object> job(String name) {
        return jobs().filter(job -> name.equals(job.get("job_name")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> targets(String name) {
        return ((List<?>) job(name).get("static_configs"))
                .stream()
                        .flatMap(group -> ((List<?>) ComposeFile.map(group).get("targets")).stream())
                        .map(String::valueOf)
                        .toList();
    }

    private static Stream<Map<String, Object>> jobs() {
        return ((List<?>) PROMETHEUS.content().get("scrape_configs")).stream().map(ComposeFile::map);
    }
}
