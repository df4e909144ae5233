package io.fourways.dispatch.operational;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationalEventTests {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private static String encoded(String uid) {
        OperationalEvent event =
                new OperationalEvent("endpoint.disabled", "atmpt_1", "app_1", uid, AT, Map.of("appId", "app_1"));
        return new String(EventJson.encode(event.event()), StandardCharsets.UTF_8);
    }

    @Test
    void isAnEventOnTheAppsOperationalChannel() {
        assertThat(encoded("acme"))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"atmpt_1.endpoint.disabled\","
                        + "\"source\":\"/operational/app_1\",\"type\":\"endpoint.disabled\","
                        + "\"channel\":\"operational.acme.endpoint.disabled\",\"time\":\"2026-03-01T12:00:00Z\","
                        + "\"datacontenttype\":\"application/json\",\"fourwaysoperational\":true,"
                        + "\"data\":{\"appId\":\"app_1\"}}");
    }

    @Test
    void hasAChannelWhateverTheAppCallsItself() {
        assertThat(encoded(null)).contains("\"operational.app_1.endpoint.disabled\"");
        assertThat(encoded("a.b/ü")).contains("\"operational.app_1.endpoint.disabled\"");
        assertThat(encoded("x".repeat(240))).contains("\"operational.app_1.endpoint.disabled\"");
    }
}
