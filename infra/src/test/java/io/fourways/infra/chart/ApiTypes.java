package io.fourways.infra.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;

/**
 * Whether a manifest is what its API says: of known fields alone, with what is required, each of its type.
 *
 * <p>APIs that newer clusters have no more are looked at by those that came after them, which for what the chart uses of them
 * differ in the name alone. Custom resources are looked at by {@link CustomTypes}.
 */
final class ApiTypes {

    private record Type(Class<?> model, FieldCheck fields) {}

    @FunctionalInterface
    private interface FieldCheck {
        void check(JsonElement json) throws IOException;
    }

    private static final Type BUDGET =
            new Type(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement);
    private static final Type SCALER =
            new Type(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement);

    private static final Map<String, Type> TYPES = Map.ofEntries(
            Map.entry("apps/v1 Deployment", new Type(V1Deployment.class, V1Deployment::validateJsonElement)),
            Map.entry("v1 Service", new Type(V1Service.class, V1Service::validateJsonElement)),
            Map.entry("v1 ServiceAccount", new Type(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
            Map.entry("v1 Secret", new Type(V1Secret.class, V1Secret::validateJsonElement)),
            Map.entry("v1 ConfigMap", new Type(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
            Map.entry("v1 Pod", new Type(V1Pod.class, V1Pod::validateJsonElement)),
            Map.entry(
                    "networking.k8s.io/v1 NetworkPolicy",
                    new Type(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)),
            Map.entry("networking.k8s.io/v1 Ingress", new Type(V1Ingress.class, V1Ingress::validateJsonElement)),
            Map.entry("policy/v1 PodDisruptionBudget", BUDGET),
            Map.entry("policy/v1beta1 PodDisruptionBudget", BUDGET),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", SCALER),
            Map.entry("autoscaling/v2beta2 HorizontalPodAutoscaler", SCALER));

    private ApiTypes() {}

    /** Fails with what is wrong with it. */
    static void check(Manifest manifest) {
        String name = manifest.apiVersion() + " " + manifest.kind();
        Type type = TYPES.get(name);
        if (type == null) {
            CustomTypes.check(manifest);
            return;
        }
        String json = manifest.content().toString();
        try {
            type.fields().check(JsonParser.parseString(json));
            // which leaves out numbers that are words, and the like
            JSON.deserialize(json, type.model());
        } catch (IOException | RuntimeException wrong) {
            throw new AssertionError(name + ": " + wrong.getMessage(), wrong);
        }
    }
}
