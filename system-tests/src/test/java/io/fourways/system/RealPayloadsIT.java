package io.fourways.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Received;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Way;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.node.NodeModules;
import io.fourways.system.service.Installation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RealPayloadsIT {

    private final Installation installation = Installation.shared();

    @Test
    void everyWebhookOfGitHubComesBackAsItWasWritten() {
        List<String> payloads = NodeModules.webhookExamples();
        assertThat(payloads).hasSizeGreaterThan(700);

        comesBackAsWritten("real.github", payloads);
    }

    @Test
    void jsonComesBackAsItWasWritten() {
        comesBackAsWritten(
                "real.json",
                List.of(
                        "{\"n\":[0,-0,1.0,1.00,1e5,1E+5,1e-05,12345678901234567890.12345678901234567890,-0.0e0,1e400]}",
                        "{\"b\":1,\"a\":2,\"b\":3,\"\":4}",
                        "[\"\\u00e9\",\"é\",\"\\/\",\"/\",\"\\b\\f\\n\\r\\t\\\"\\\\\",\"\\ud83d\\ude00\",\"😀\",\"\\u0000\",\"\\u2028\\u2029\",\"\u2028\"]",
                        "\"שלום 你好 नमस्ते e\u0301\"",
                        " {\r\n\t\"spaced\" : [ 1 , 2 ] , \"kept\" : \" a  b \" }\n",
                        "null",
                        "true",
                        "-1.50",
                        "\"\"",
                        "{}",
                        "[]",
                        "{\"data\":{\"cursor\":\"mine\",\"specversion\":\"1.0\"},\"cursor\":null}",
                        "[".repeat(2_000) + "]".repeat(2_000),
                        "{\"a\":".repeat(2_000) + "1.0" + "}".repeat(2_000),
                        large()));
    }

    static Stream<Arguments> otherContent() {
        byte[] all = new byte[70_000];
        new Random(4).nextBytes(all);
        return Stream.of(
                Arguments.of("text/plain", "Grüße, 你好 \"\\ \u0001".getBytes(UTF_8)),
                Arguments.of("text/plain;charset=iso-8859-1", "Grüße".getBytes(ISO_8859_1)),
                Arguments.of("application/xml", "<a b=\"c\">\n &amp;é</a>".getBytes(UTF_8)),
                Arguments.of("text/csv", "a;b\r\n1;2\r\n".getBytes(UTF_8)),
                Arguments.of("application/octet-stream", all),
                Arguments.of("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherContent")
    void otherContentComesBackAsTheSameBytes(String contentType, byte[] body) {
        String start = Positions.now(installation.gateway());
        assertThat(installation
                        .publisher()
                        .send("real.bytes", contentType, body)
                        .statusCode())
                .isEqualTo(202);

        for (Way way : Way.values()) {
            Received event = read(way, "real.bytes", start, 1).get(0);
            assertThat(bytes(event, contentType)).as("by %s", way).isEqualTo(body);
            assertThat(event.attribute("datacontenttype")).isEqualTo(contentType);
        }
    }

    private static byte[] bytes(Received event, String contentType) {
        JsonNode json = JsonTexts.tree(event.text());
        return json.has("data_base64")
                ? Base64.getDecoder().decode(json.required("data_base64").stringValue())
                : json.required("data").stringValue().getBytes(contentType.contains("8859") ? ISO_8859_1 : UTF_8);
    }

    private void comesBackAsWritten(String channel, List<String> payloads) {
        String start = Positions.now(installation.gateway());
        payloads.forEach(payload -> installation.publisher().publish(channel, payload));
        List<String> expected = payloads.stream().map(JsonTexts::compact).toList();

        List<String> first = null;
        for (Way way : Way.values()) {
            List<Received> events = read(way, channel, start, payloads.size());
            assertThat(events.stream().map(Received::data).map(JsonTexts::compact))
                    .as("by %s", way)
                    .containsExactlyElementsOf(expected);
            List<String> texts =
                    new ArrayList<>(events.stream().map(Received::text).toList());
            first = first == null ? texts : first;
            assertThat(texts).as("the same bytes by %s", way).isEqualTo(first);
        }
    }

    private List<Received> read(Way way, String channel, String start, int size) {
        Journal journal = new Journal(start);
        try (Reader reader = Reader.start(way, installation.gateways(), Subscription.to(channel), journal)) {
            return reader.journal().awaitSize(size).events();
        }
    }

    private static String large() {
        StringBuilder text = new StringBuilder("{\"numbers\":[0.10");
        for (int i = 0; text.length() < 700_000; i++) {
            text.append(',').append(i).append(".50,\"\\u00fc").append(i).append("é\"");
        }
        return text.append("]}").toString();
    }
}
