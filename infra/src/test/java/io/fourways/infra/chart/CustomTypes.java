package io.fourways.infra.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.Map;

/**
 * The types of custom resources, as fabric8 has made them of their definitions. Theirs keep fields that they do not know, for
 * whoever writes them back; read here, such a field is an error.
 *
 * <p>There are none of the RabbitMQ Cluster Operator's: {@link BrokerTests} says what is asked of it.
 */
final class CustomTypes {

    private static final Map<String, Class<?>> TYPES = Map.of(
            "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class,
            "gateway.networking.k8s.io/v1beta1 HTTPRoute",
                    io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute.class,
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
            "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class);

    private static final String UNTYPED = "rabbitmq.com/v1beta1";

    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private CustomTypes() {}

    /** Fails with what is wrong with it. */
    static void check(Manifest manifest) {
        if (manifest.apiVersion().equals(UNTYPED)) {
            return;
        }
        Class<?> type = TYPES.get(manifest.apiVersion() + " " + manifest.kind());
        if (type == null) {
            throw new AssertionError("nobody knows a " + manifest.kind() + " of " + manifest.apiVersion());
        }
        try {
            STRICT.readValue(manifest.content().toString(), type);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong.getMessage(), wrong);
        }
    }
}
