package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** That what the chart says to the services is what they listen to. */
class EnvironmentTests {

    /** What the services' own configuration names, and the JVM. */
    private static final Pattern NAMED =
            Pattern.compile("FOURWAYS_(GATEWAY|PRODUCER|INGEST|DISPATCH)_PORT|JDK_JAVA_OPTIONS");

    /** A bundle of certificates, and a log, is in a map, by a name of one's own. */
    private static final Pattern MAPPED = Pattern.compile("SPRINGSSLBUNDLEPEMBROKER.*|FOURWAYSLOGS.+");

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void everyVariableIsAPropertyOfTheServices(Rendering rendering) throws IOException {
        Set<String> properties = properties();
        Set<String> variables = rendering.manifests().ofKind("Deployment").stream()
                .flatMap(Manifest::variables)
                .map(variable -> variable.path("name").asString())
                .filter(name -> !NAMED.matcher(name).matches())
                .map(EnvironmentTests::bare)
                .filter(name -> !MAPPED.matcher(name).matches())
                .filter(name -> !List.of("SPRINGAPPLICATIONJSON", "LOGGINGSTRUCTUREDFORMATCONSOLE")
                        .contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(variables).hasSizeGreaterThan(8).isSubsetOf(properties);
    }

    private static Set<String> properties() throws IOException {
        Set<String> properties = new TreeSet<>();
        List<URL> described = Collections.list(
                EnvironmentTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"));
        for (URL url : described) {
            try (InputStream metadata = url.openStream()) {
                new JsonMapper()
                        .readTree(metadata)
                        .path("properties")
                        .valueStream()
                        .forEach(property ->
                                properties.add(bare(property.path("name").asString())));
            }
        }
        return properties;
    }

    /** As a variable and a property are the same. */
    private static String bare(String name) {
        return name.replaceAll("[-._]", "").toUpperCase(Locale.ROOT);
    }

    @Test
    void whatIsEmptyIsLeftToTheService() {
        assertThat(Rendering.of("required.yaml").manifests().ofKind("Deployment"))
                .flatExtracting(deployment -> deployment.variables().toList())
                .allSatisfy(variable ->
                        assertThat(variable.path("value").asString("something")).isNotEmpty());
    }

    /** Helm would write it as 1e+06. */
    @Test
    void aMillionIsAMillion() {
        Manifest producer = Rendering.of("everything.yaml").manifests().only("Deployment", "events-producer");
        assertThat(producer.environment("FOURWAYS_PRODUCER_PUBLISH_RATE")).contains("1000000");
        Manifest gateway = Rendering.of("everything.yaml").manifests().only("Deployment", "events-gateway");
        assertThat(gateway.environment("FOURWAYS_GATEWAY_LIMITS_CONNECTIONS")).contains("1000000");
    }

    @Test
    void textOfSeveralLinesStaysAsItIs() {
        Optional<String> json = Rendering.of("everything.yaml")
                .manifests()
                .only("Deployment", "events-gateway")
                .environment("SPRING_APPLICATION_JSON");
        assertThat(json.orElseThrow().lines()).hasSize(3).element(1).isEqualTo("");
    }

    @Test
    void eachServiceSaysWhatIsItsOwnInPlaceOfWhatIsSaidForAll() {
        Manifests manifests = Rendering.of("everything.yaml").manifests();
        assertThat(manifests.only("Deployment", "events-gateway").environment("JDK_JAVA_OPTIONS"))
                .contains("-XX:+UseZGC");
        assertThat(manifests.only("Deployment", "events-producer").environment("JDK_JAVA_OPTIONS"))
                .contains("-XX:+UseSerialGC -XX:MaxRAMPercentage=50");
    }

    /** Whoever believes X-Forwarded-For of anybody lets anybody claim any address. */
    @Test
    void proxiesAreBelievedOnlyWhenSaid() {
        String variable = "SERVER_FORWARD_HEADERS_STRATEGY";
        assertThat(Rendering.of("ingress-nginx.yaml").manifests().ofKind("Deployment"))
                .allSatisfy(deployment ->
                        assertThat(deployment.environment(variable)).isEmpty());
        assertThat(Rendering.of("everything.yaml")
                        .manifests()
                        .only("Deployment", "events-gateway")
                        .environment(variable))
                .contains("framework");
    }
}
