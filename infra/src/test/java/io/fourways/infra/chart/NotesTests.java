package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import org.junit.jupiter.api.Test;

/** What whoever installs the chart is told. */
class NotesTests {

    @Test
    void saysHowToGetInWhenNothingLeadsIn() {
        assertThat(notes("required.yaml", Matrix.NEWEST)).contains("service/fourways-gateway 8080:80");
    }

    @Test
    void saysWhereItIs() {
        assertThat(notes("gateway-api.yaml", Matrix.NEWEST)).contains("POST https://events.example.org/v1/events");
        assertThat(notes("ingress-nginx.yaml", Matrix.NEWEST)).contains("POST https://publish.example.org/v1/events");
    }

    @Test
    void saysThatKeysWereMadeUp() {
        assertThat(notes("generated-secrets.yaml", Matrix.NEWEST)).contains("Keep a copy");
        assertThat(notes("required.yaml", Matrix.NEWEST)).doesNotContain("Keep a copy");
    }

    @Test
    void saysWhatTheClusterCannotDo() {
        assertThat(notes("required.yaml", "1.29.0")).contains("cannot have pods wait");
        assertThat(notes("required.yaml", Matrix.NEWEST)).doesNotContain("cannot have pods wait");
    }

    private static String notes(String values, String kubernetes) {
        Rendering rendering = Rendering.of(values);
        InstallCommand dry = new Helm(rendering.chart())
                .install()
                .clientOnly()
                .dryRun()
                .debug()
                .withName(Rendering.RELEASE)
                .withNamespace("events")
                .withKubeVersion(kubernetes)
                .withValuesFile(rendering.values());
        return dry.call().getOutput();
    }
}
