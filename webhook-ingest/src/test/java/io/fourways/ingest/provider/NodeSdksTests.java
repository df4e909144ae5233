package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Webhooks that the providers' libraries for Node have signed, or have verified: what {@code node sign-webhooks.js}, beside
 * the drivers of the system tests, once printed.
 */
class NodeSdksTests {

    private static final Providers PROVIDERS = found();

    private static Providers found() {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(ProvidersConfiguration.class)) {
            return context.getBean(Providers.class);
        }
    }

    /** A line of what was printed, named after its libraries in the test report. */
    record Line(JsonNode json) {

        Tampering tampering() {
            JsonNode settings = json.get("settings");
            List<String> secrets = StreamSupport.stream(settings.get("secrets").spliterator(), false)
                    .map(JsonNode::asString)
                    .toList();
            return new Tampering(
                    PROVIDERS.named(json.get("provider").asString()),
                    webhook(),
                    Settings.secret(secrets.toArray(String[]::new)));
        }

        SentWebhook webhook() {
            SentWebhook sent = SentWebhook.post("")
                    .method(json.get("method").asString())
                    .url(json.get("url").asString())
                    .body(json.get("bodyBase64").binaryValue())
                    .at(Instant.ofEpochSecond(json.get("at").asLong()));
            for (var header : json.get("headers").properties()) {
                sent = sent.header(header.getKey(), header.getValue().asString());
            }
            return sent;
        }

        boolean isForm() {
            return webhook().received().header("content-type").orElseThrow().endsWith("form-urlencoded");
        }

        @Override
        public String toString() {
            return json.get("provider").asString() + " by "
                    + json.path("signedBy").asString("")
                    + json.path("verifiedBy").asString("");
        }
    }

    static Stream<Line> lines() throws IOException {
        try (InputStream file = NodeSdksTests.class.getResourceAsStream("signed-by-sdks.jsonl")) {
            JsonMapper mapper = new JsonMapper();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(mapper::readTree)
                    .map(Line::new);
        }
    }

    @Test
    void areThoseOfNineProviders() throws IOException {
        assertThat(lines().map(line -> line.json().get("provider").asString()).distinct())
                .containsExactlyInAnyOrder(
                        "standard", "stripe", "github", "twilio", "square", "shopify", "paddle", "discord", "sendgrid");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void areAcceptedAndNothingElseIs(Line line) {
        Tampering tampering = line.tampering().isRefusedInSecrets();
        if (!line.isForm()) { // of a form the escapes are signed undone: their case means nothing
            tampering.isRefusedInBody();
        }
    }
}
