package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** That what is secret stays in Secrets, and what was made up stays what it was. */
class SecretsTests {

    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|USERNAME|JWT_SECRET|SECRETS_KEY|DATABASE_URL)$");

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void nothingSecretIsInTheEnvironmentItself(Rendering rendering) {
        List<JsonNode> secret = rendering.manifests().ofKind("Deployment").stream()
                .flatMap(Manifest::variables)
                .filter(variable ->
                        SECRET.matcher(variable.path("name").asString()).matches())
                .toList();
        assertThat(secret).isNotEmpty().allSatisfy(variable -> {
            assertThat(variable.has("value")).isFalse();
            assertThat(variable.at("/valueFrom/secretKeyRef/name").asString()).isNotEmpty();
            assertThat(variable.at("/valueFrom/secretKeyRef/key").asString()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void configMapsHoldDashboardsAndNothingElse(Rendering rendering) {
        assertThat(rendering.manifests().ofKind("ConfigMap"))
                .allSatisfy(map -> assertThat(map.at("/data").propertyNames()).allMatch(key -> key.endsWith(".json")));
    }

    @Test
    void madeUpKeysAreOfTheirForm() {
        Manifests manifests = Rendering.of("generated-secrets.yaml").manifests();
        assertThat(secret(manifests, "fourways-jwt", "jwt-secret").length()).isGreaterThanOrEqualTo(32);
        assertThat(Stream.of("fourways-ingest-key", "fourways-dispatch-key")
                        .map(name -> Base64.getDecoder().decode(secret(manifests, name, "secrets-key"))))
                .allSatisfy(key -> assertThat(key).hasSize(32));
    }

    private static String secret(Manifests manifests, String name, String key) {
        String value = manifests.only("Secret", name).at("/data/" + key).asString();
        return new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII);
    }

    /** A rendering that does not see what is there makes up other keys: the cluster must refuse it, not obey. */
    @Test
    void madeUpKeysAreKeptAndCannotBeReplaced() {
        assertThat(Rendering.of("generated-secrets.yaml").manifests().ofKind("Secret"))
                .hasSize(3)
                .allSatisfy(secret -> {
                    assertThat(secret.at("/immutable").asBoolean()).isTrue();
                    assertThat(secret.at("/metadata/annotations")
                                    .path("helm.sh/resource-policy")
                                    .asString())
                            .isEqualTo("keep");
                });
    }

    @Test
    void aKeyThatIsThereIsKept() {
        Manifests manifests = Rendering.of("generated-secrets.yaml")
                .with("global.there.fourways-jwt.data.jwt-secret=a2VwdA==")
                .manifests();
        assertThat(secret(manifests, "fourways-jwt", "jwt-secret")).isEqualTo("kept");
        assertThat(secret(manifests, "fourways-dispatch-key", "secrets-key"))
                .isNotEqualTo(secret(manifests, "fourways-ingest-key", "secrets-key"));
    }

    @Test
    void madeUpKeysAreUsed() {
        Manifests manifests = Rendering.of("generated-secrets.yaml").manifests();
        List<String> used = manifests.ofKind("Deployment").stream()
                .flatMap(Manifest::variables)
                .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asString(""))
                .toList();
        assertThat(used).contains("fourways-jwt", "fourways-ingest-key", "fourways-dispatch-key");
    }

    @Test
    void nothingIsMadeUpBesideWhatIsGiven() {
        Manifests manifests = Rendering.of("generated-secrets.yaml")
                .with("security.jwt.existingSecret=tokens")
                .with("dispatch.secretsKey.existingSecret=key")
                .manifests();
        assertThat(manifests.ofKind("Secret")).extracting(Manifest::name).containsExactly("fourways-ingest-key");
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void eachServiceSeesItsOwnDatabaseAlone(Rendering rendering) {
        assertThat(rendering.manifests().ofKind("Deployment")).allSatisfy(deployment -> {
            List<String> databases = deployment
                    .variables()
                    .map(variable -> variable.path("name").asString())
                    .filter(name -> name.endsWith("_DATABASE_URL"))
                    .toList();
            List<String> own = Stream.of("ingest", "dispatch")
                    .filter(service -> deployment.name().endsWith("-" + service))
                    .map(service -> "FOURWAYS_" + service.toUpperCase(java.util.Locale.ROOT) + "_DATABASE_URL")
                    .toList();
            assertThat(databases).isEqualTo(own);
        });
    }
}
