package io.fourways.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTests {

    private static final String WIRE =
            "{\"specversion\":\"1.0\",\"id\":\"A-1 ü😀\",\"source\":\"/orders/eu?x=1\",\"type\":\"order.paid\","
                    + "\"channel\":\"orders.eu.4711\",\"time\":\"2026-11-23T18:18:00.123Z\",\"datacontenttype\":\"application/json\","
                    + "\"subject\":\"say \\\"hi\\\" \\\\ /\",\"zeta\":true,\"alpha\":-2147483648,"
                    + "\"data\":{\"b\":1.10,\"a\":[1e400,-0.0,\"\\u0041\\/\"],\"b\":null}}";

    @Test
    void writesTheContractsFormByteForByte() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("subject", "say \"hi\" \\ /");
        attributes.put("zeta", true);
        attributes.put("alpha", Integer.MIN_VALUE);
        Event event = new Event(
                "A-1 ü😀",
                "/orders/eu?x=1",
                "order.paid",
                new Channel("orders.eu.4711"),
                "2026-11-23T18:18:00.123Z",
                "application/json",
                attributes,
                EventData.of(
                        "application/json",
                        "{ \"b\" : 1.10,\r\n\t\"a\": [1e400, -0.0, \"\\u0041\\/\"], \"b\": null }\n".getBytes(UTF_8)));
        assertThat(text(EventJson.encode(event))).isEqualTo(WIRE);
    }

    @Test
    void readsBackWhatItWrote() {
        assertThat(text(EventJson.encode(EventJson.decode(WIRE.getBytes(UTF_8)))))
                .isEqualTo(WIRE);
    }

    @Test
    void bringsMembersInAnyOrderIntoItsOwn() {
        String shuffled =
                "{ \"data\" : [ 1 , 2 ] , \"zeta\":1, \"time\":\"2026-11-23T18:18:00Z\", \"channel\":\"c\", \"type\":\"t\", "
                        + "\"alpha\":false, \"source\":\"s\", \"id\":\"i\", \"specversion\":\"1.0\" }";
        assertThat(reencoded(shuffled))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"s\",\"type\":\"t\",\"channel\":\"c\","
                        + "\"time\":\"2026-11-23T18:18:00Z\",\"zeta\":1,\"alpha\":false,\"data\":[1,2]}");
    }

    @Test
    void writesTextAsAStringAndBytesAsBase64() {
        assertThat(text(EventJson.encode(plain("text/plain", new EventData.Text("a\"\\\u0000\u2028\n😀")))))
                .endsWith(",\"datacontenttype\":\"text/plain\",\"data\":\"a\\\"\\\\\\u0000\u2028\\n😀\"}");
        assertThat(text(EventJson.encode(plain("image/png", new EventData.Binary(new byte[] {-1, -17, -2, 0})))))
                .endsWith(",\"datacontenttype\":\"image/png\",\"data_base64\":\"/+/+AA==\"}");
        assertThat(text(EventJson.encode(plain("image/png", new EventData.Binary(new byte[0])))))
                .endsWith(",\"data_base64\":\"\"}");
    }

    @Test
    void writesNoDataWhereThereIsNone() {
        assertThat(text(EventJson.encode(plain(null, null))))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"s\",\"type\":\"t\",\"channel\":\"c\"}");
    }

    @Test
    void keepsAStringThatIsNotJsonByItsContentType() {
        String body = event("\"datacontenttype\":\"text/xml\",\"data\":\"<much wow=\\\"xml\\\"\\u002f>\"");
        assertThat(reencoded(body)).isEqualTo(body);
    }

    @Test
    void keepsBytes() {
        assertThat(EventJson.decode(event("\"data_base64\":\"/+/+AA==\"").getBytes(UTF_8))
                        .data())
                .isInstanceOfSatisfying(EventData.Binary.class, binary -> assertThat(binary.bytes())
                        .isEqualTo(new byte[] {-1, -17, -2, 0}));
    }

    @Test
    void takesANullAttributeForAnAbsentOne() {
        String body = event("\"time\":null,\"subject\":null,\"data_base64\":null,\"data\":null");
        assertThat(reencoded(body)).isEqualTo(event("\"data\":null"));
    }

    @Test
    void leavesOutTheCursorThatAGatewayGave() {
        assertThat(reencoded(event("\"cursor\":\"abc\",\"data\":1"))).isEqualTo(event("\"data\":1"));
    }

    @Test
    void readsEscapedMemberNames() {
        String body = event("\"\\u0064ata\":\"\\u0041\"");
        assertThat(reencoded(body)).isEqualTo(event("\"data\":\"\\u0041\""));
    }

    @Test
    void fillsInWhatMayBeMissing() {
        EventDefaults defaults = new EventDefaults(() -> "i", () -> "s", () -> "t", () -> "2026-11-23T18:18:00Z");
        Event event = EventJson.decode(
                "{\"specversion\":\"1.0\",\"channel\":\"c\",\"type\":\"own\"}".getBytes(UTF_8), defaults);
        assertThat(event)
                .isEqualTo(new Event("i", "s", "own", new Channel("c"), "2026-11-23T18:18:00Z", null, Map.of(), null));
    }

    private static Event plain(String contentType, EventData data) {
        return new Event("i", "s", "t", new Channel("c"), null, contentType, Map.of(), data);
    }

    /** A minimal event with more members. */
    static String event(String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"s\",\"type\":\"t\",\"channel\":\"c\"," + more + "}";
    }

    static String reencoded(String body) {
        return text(EventJson.encode(EventJson.decode(body.getBytes(UTF_8))));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }
}
