package io.fourways.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the Dockerfile promises of every service's image. */
class ImageTests {

    private static final List<String> LINES = ComposeFile.text("docker/Dockerfile")
            .replaceAll("\\\\\n\\s*", "")
            .lines()
            .toList();

    @Test
    void runsOnTheNewestJavaWithLongSupport() {
        assertThat(LINES).contains("ARG JRE=eclipse-temurin:25-jre");
        assertThat(LINES.stream().filter(line -> line.startsWith("FROM")))
                .containsExactly("FROM ${JRE} AS unpacked", "FROM ${JRE}");
    }

    @Test
    void runsAsNobodyWhoIsKnownAndWithoutAShell() {
        assertThat(LINES).contains("USER 10001:10001");
        assertThat(LINES.stream().filter(line -> line.matches("(ENTRYPOINT|HEALTHCHECK).*")))
                .hasSize(2)
                .allMatch(line -> line.matches("(ENTRYPOINT|HEALTHCHECK .* CMD) \\[\"java\", .*]"));
    }

    @Test
    void bringsItsBillOfMaterials() {
        assertThat(LINES).contains("COPY ${SERVICE}/target/classes/META-INF/sbom/application.cdx.json sbom.cdx.json");
    }

    @Test
    void saysWhatItIs() {
        assertThat(LINES.stream().filter(line -> line.startsWith("LABEL")))
                .singleElement()
                .asString()
                .contains("image.title=", "image.description=", "image.licenses=", "image.version=", "image.revision=");
    }

    @Test
    void changesLeastInItsFirstLayers() {
        List<String> layers = LINES.stream()
                .filter(line -> line.contains("/layers/"))
                .map(line -> line.replaceAll(".*/layers/([\\w-]+)/.*", "$1"))
                .toList();
        assertThat(layers).containsExactly("dependencies", "snapshot-dependencies", "application");
    }

    @Test
    void isMadeOfNothingButJars() {
        assertThat(ComposeFile.text("docker/Dockerfile.dockerignore").lines().filter(line -> !line.startsWith("#")))
                .first()
                .isEqualTo("*");
    }

    @Test
    void healthIsAskedForAtTheSameAddressAsTheServiceListens() {
        assertThat(LINES).contains("ENV MANAGEMENT_SERVER_PORT=${MANAGEMENT_PORT}");
        assertThat(ComposeFile.text("docker/health.args")).contains("io.fourways.service.health.HealthCheck");
    }

    /** So that the classes that are kept are those of the same JVM. */
    @Test
    void isTrainedWithTheOptionsThatItRunsWith() {
        Pattern options = Pattern.compile(".*java -XX:AOTCacheOutput=\\S+ @service\\.args @training\\.args.*");
        assertThat(LINES)
                .anyMatch(
                        line -> line.startsWith("RUN ") && options.matcher(line).matches());
        assertThat(LINES).anyMatch(line -> line.startsWith("ENTRYPOINT") && line.contains("\"@/app/service.args\""));
        assertThat(ComposeFile.text("docker/service.args")).contains("-XX:+UseCompactObjectHeaders");
    }
}
