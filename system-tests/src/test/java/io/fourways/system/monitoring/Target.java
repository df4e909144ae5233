package io.fourways.system.monitoring;

import io.fourways.system.broker.RabbitNode;
import io.fourways.system.service.ServiceProcess;
import java.net.URI;
import java.util.List;

/** What Prometheus scrapes: a job of one instance. */
public record Target(String job, URI metrics) {

    /** A service's metrics. */
    public static Target of(String job, ServiceProcess service) {
        return new Target(job, service.management("/actuator/prometheus"));
    }

    /** A broker's: of the whole, and of its queues. */
    public static List<Target> of(RabbitNode broker) {
        String address = "http://127.0.0.1:" + broker.metricsPort();
        return List.of(
                new Target("rabbitmq", URI.create(address + "/metrics")),
                new Target("rabbitmq-queues", URI.create(address + "/metrics/detailed?family=queue_coarse_metrics")));
    }

    /** As a configuration has it. */
    String configuration() {
        String query = metrics.getQuery();
        String parameters =
                query == null ? "" : "    params: {%s}\n".formatted(query.replaceFirst("(.*)=(.*)", "$1: [$2]"));
        return """
                  - job_name: %s
                    metrics_path: %s
                %s    static_configs: [{targets: ["%s"]}]
                """.formatted(job, metrics.getPath(), parameters, metrics.getAuthority());
    }
}
