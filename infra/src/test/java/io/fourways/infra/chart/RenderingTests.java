package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTests {

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#all")
    void namesNothingTwiceAndNothingTooLong(Rendering rendering) {
        assertThat(rendering.manifests().all())
                .isNotEmpty()
                .allSatisfy(manifest -> assertThat(manifest.name()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"))
                .extracting(Manifest::toString)
                .doesNotHaveDuplicates();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(
                        () -> Rendering.of("required.yaml").with("broker.host=").manifests())
                .hasMessageContaining("broker.host is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            required.yaml        | broker.existingSecret=                   | broker.existingSecret is missing
            required.yaml        | broker.operator.enabled=true             | exclude each other
            operator-broker.yaml | broker.operator.tlsSecret=               | broker.operator.tlsSecret is missing
            required.yaml        | security.jwt.existingSecret=             | the key of tokens
            required.yaml        | ingest.database.existingSecret=          | ingest.database.existingSecret is missing
            required.yaml        | dispatch.database.existingSecret=        | dispatch.database.existingSecret is missing
            ingress-nginx.yaml   | ingress.host=                            | ingress.host is missing
            ingress-nginx.yaml   | ingress.publishHost=events.example.org   | ingress.publishHost must be another name
            ingress-nginx.yaml   | ingress.controller=apache                | ingress.presets has only
            required.yaml        | httpRoute.enabled=true                   | httpRoute.parentRefs is missing
            everything.yaml      | dispatch.autoscaling.metric.enabled=false | dispatch.autoscaling has nothing to go by
            everything.yaml      | gateway.terminationGracePeriodSeconds=60 | may take 65 to stop
            """)
    void saysWhatDoesNotGoTogether(String values, String setting, String complaint) {
        assertThatThrownBy(() -> Rendering.of(values).with(setting).manifests()).hasMessageContaining(complaint);
    }

    @Test
    void asksForAKeyToSealUnderWhenNoneCanBeDerived() {
        Rendering byIssuer = Rendering.of("required.yaml")
                .with("security.jwt.existingSecret=")
                .with("security.jwks.url=https://issuer.example.org/jwks.json");
        assertThatThrownBy(byIssuer::manifests).hasMessageContaining("dispatch.secretsKey.existingSecret");
        assertThat(byIssuer.with("dispatch.secretsKey.existingSecret=key")
                        .manifests()
                        .all())
                .isNotEmpty();
    }
}
