package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That a value nobody knows, or that cannot be meant, is refused before anything is made of it. */
class ValuesSchemaTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gatway.replicas=3                          | gatway
            gateway.replica=3                          | replica
            gateway.replicas=many                      | replicas
            gateway.replicas=-1                        | replicas
            gateway.autoscaling.minReplicas=0          | minReplicas
            gateway.autoscaling.metric.averageValue=lots | averageValue
            gateway.drainSeconds=10s                   | drainSeconds
            gateway.service.type=ExternalName          | type
            gateway.resources.limit.memory=1Gi         | limit
            gateway.resources.limits.memory=1 gigabyte | memory
            gateway.heartbeat=often                    | heartbeat
            gateway.window.maxBytes=64Mi               | maxBytes
            gateway.disruptionBudget.maxUnavailable=half | maxUnavailable
            image.pullPolicy=Sometimes                 | pullPolicy
            image.tag=a tag                            | tag
            broker.host=amqp://rabbitmq:5672           | host
            broker.port=70000                          | port
            broker.operator.storage=much               | storage
            security.jwt.secret=do-not-write-it-here   | secret
            security.jwks.url=issuer.example.org       | url
            log.maxBytes=5 GB                          | maxBytes
            log.apart.Sh-op={orders}                   | Sh-op
            log.apart.shop={orders.eu}                 | shop
            gateway.logs={Shop}                        | logs
            tracing.sampling=2                         | sampling
            metrics.serviceMonitor.enabled=maybe       | enabled
            metrics.serviceMonitor.interval=15         | interval
            networkPolicy.dnsPorts[0]=domain           | dnsPorts
            networkPolicy.dns[0].podSelectr.a=b        | podSelectr
            dispatch.egress.ports[0]=https             | ports
            dispatch.egress.allow[0]=10.1.2.3          | allow
            dispatch.database.url=postgresql://u:p@h/d | url
            ingress.host=https://events.example.org    | host
            httpRoute.parentRefs[0].gateway=public     | parentRefs
            httpRoute.timeout=long                     | timeout
            extraEnv[0].value=nameless                 | extraEnv
            extraVolumes[0].name=tmp                   | extraVolumes
            probes.startup.initialDelaySeconds=5       | initialDelaySeconds
            topologySpread[0].topologyKey=zone         | topologySpread
            """)
    void refuses(String setting, String named) {
        assertThatThrownBy(() -> Rendering.of("required.yaml").with(setting).manifests())
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(named);
    }

    /** Else a misspelt value would be taken and have no effect. */
    @Test
    void knowsEveryMemberOfEveryObject() throws IOException {
        JsonNode schema = new JsonMapper().readTree(Files.readString(ChartCopy.ORIGINAL.resolve("values.schema.json")));
        List<JsonNode> described =
                objects(schema).filter(node -> node.has("properties")).toList();
        assertThat(described)
                .hasSizeGreaterThan(40)
                .filteredOn(node -> !node.path("additionalProperties").isBoolean())
                .allSatisfy(node -> assertThat(node.toString()).contains("broker-ca"));
    }

    private static Stream<JsonNode> objects(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(ValuesSchemaTests::objects));
    }

    @Test
    void letsAChartAboveSpeakToAll() {
        assertThat(Rendering.of("required.yaml")
                        .with("global.anything=goes")
                        .manifests()
                        .all())
                .isNotEmpty();
    }
}
