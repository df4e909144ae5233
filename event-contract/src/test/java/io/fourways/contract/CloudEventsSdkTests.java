package io.fourways.contract;

import static io.fourways.contract.EventJsonTests.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Interop with the CloudEvents SDK for Java, both ways. */
class CloudEventsSdkTests {

    private final JsonFormat sdk = new JsonFormat();

    @Test
    void readsWhatWeWrite() {
        CloudEvent read = sdk.deserialize(EventJson.encode(new Event(
                "ü😀",
                "/orders?x=1",
                "order.paid",
                new Channel("orders.eu"),
                "2026-11-23t18:18:00.5z",
                "application/json",
                Map.of("subject", "s", "dataschema", "urn:x", "flag", true, "number", -7),
                EventData.of("application/json", "{ \"a\": \"😀\" }".getBytes(UTF_8)))));
        assertThat(read)
                .isEqualTo(CloudEventBuilder.v1()
                        .withId("ü😀")
                        .withSource(URI.create("/orders?x=1"))
                        .withType("order.paid")
                        .withTime(OffsetDateTime.parse("2026-11-23T18:18:00.5Z"))
                        .withSubject("s")
                        .withDataSchema(URI.create("urn:x"))
                        .withDataContentType("application/json")
                        .withExtension("channel", "orders.eu")
                        .withExtension("flag", true)
                        .withExtension("number", -7)
                        .withData(read.getData())
                        .build());
        assertThat(read.getData().toBytes()).asString(UTF_8).isEqualTo("{\"a\":\"😀\"}");
    }

    @Test
    void readsTheTextAndTheBytesWeWrite() {
        assertThat(dataReadFrom("text/plain", "a \"ü\" 😀\n".getBytes(UTF_8)))
                .isEqualTo("a \"ü\" 😀\n".getBytes(UTF_8));
        byte[] bytes = {0, -1, 127, -128, '"'};
        assertThat(dataReadFrom("image/png", bytes)).isEqualTo(bytes);
    }

    @Test
    void writesWhatWeRead() {
        Event event = EventJson.decode(sdk.serialize(CloudEventBuilder.v1()
                .withId("i")
                .withSource(URI.create("https://example.com/a"))
                .withType("t")
                .withTime(OffsetDateTime.parse("2026-11-23T18:18:00+01:00"))
                .withSubject("s")
                .withDataSchema(URI.create("https://example.com/schema"))
                .withExtension("channel", "c")
                .withExtension("flag", false)
                .withExtension("number", 42)
                .withData("application/json", "{\"a\":[1.5,null]}".getBytes(UTF_8))
                .build()));
        assertThat(event.time()).isEqualTo("2026-11-23T18:18:00+01:00");
        assertThat(event.attributes())
                .isEqualTo(Map.of(
                        "subject", "s", "dataschema", "https://example.com/schema", "flag", false, "number", 42));
        assertThat(event.data()).isInstanceOfSatisfying(EventData.Json.class, json -> assertThat(json.utf8())
                .asString(UTF_8)
                .isEqualTo("{\"a\":[1.5,null]}"));
    }

    @Test
    void writesBytesThatWeRead() {
        byte[] bytes = {0, -1, 2};
        Event event = EventJson.decode(sdk.serialize(CloudEventBuilder.v1()
                .withId("i")
                .withSource(URI.create("s"))
                .withType("t")
                .withExtension("channel", "c")
                .withData("application/octet-stream", bytes)
                .build()));
        assertThat(event.data()).isInstanceOfSatisfying(EventData.Binary.class, binary -> assertThat(binary.bytes())
                .isEqualTo(bytes));
    }

    @Test
    void takesTheCursorForAnExtension() {
        byte[] delivered =
                event("\"data\":1").replaceFirst("\\{", "{\"cursor\":\"abc\",").getBytes(UTF_8);
        assertThat(sdk.deserialize(delivered).getExtension("cursor")).isEqualTo("abc");
    }

    private byte[] dataReadFrom(String contentType, byte[] body) {
        Event event = new Event(
                "i", "s", "t", new Channel("c"), null, contentType, Map.of(), EventData.of(contentType, body));
        return sdk.deserialize(EventJson.encode(event)).getData().toBytes();
    }
}
