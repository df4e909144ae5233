package io.fourways.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.contract.EventJson;
import io.fourways.contract.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class StoredWebhookTests {

    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-01T12:00:00.5+02:00");

    private static StoredWebhook webhook(String contentType, String body) {
        return new StoredWebhook(
                7,
                TIME,
                "shop",
                "evt_1",
                "stripe.invoice.paid",
                "webhooks.shop.invoice",
                contentType,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                null,
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void becomesAnEventWithTheBodyTokenForToken() {
        Event event = webhook("application/json; charset=utf-8", "{ \"total\": 1.50, \"a\":\"\\u00e4\" }")
                .event();
        assertThat(new String(EventJson.encode(event), StandardCharsets.UTF_8))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"evt_1\",\"source\":\"/webhooks/shop\","
                        + "\"type\":\"stripe.invoice.paid\",\"channel\":\"webhooks.shop.invoice\","
                        + "\"time\":\"2026-03-01T10:00:00.500000Z\","
                        + "\"datacontenttype\":\"application/json; charset=utf-8\","
                        + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\","
                        + "\"data\":{\"total\":1.50,\"a\":\"\\u00e4\"}}");
    }

    @Test
    void carriesAsBytesWhatSaysThatItIsJsonAndIsNot() {
        Event event = webhook("application/json", "{oops").event();
        assertThat(event.dataContentType()).isEqualTo("application/json");
        assertThat(event.data()).isInstanceOfSatisfying(EventData.Binary.class, data -> assertThat(data.bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{oops"));
    }

    @Test
    void carriesFormsAsBytesAndTextAsText() {
        assertThat(webhook("application/x-www-form-urlencoded", "a=b").event().data())
                .isInstanceOf(EventData.Binary.class);
        assertThat(webhook("text/plain", "a=b").event().data()).isEqualTo(new EventData.Text("a=b"));
    }

    @Test
    void findsOutWhatNobodyHasNamed() {
        assertThat(webhook(null, "[1]").event().dataContentType()).isEqualTo("application/json");
        assertThat(webhook(null, "a=b").event().dataContentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void carriesAsBytesWhatIsMisnamed() {
        Event event = webhook("no media type", "[1]").event();
        assertThat(event.dataContentType()).isEqualTo("application/octet-stream");
        assertThat(event.data()).isInstanceOf(EventData.Binary.class);
    }

    @Test
    void isNoEventWithoutAProperChannel() {
        StoredWebhook wrong = new StoredWebhook(1, TIME, "shop", "1", "t", "a..b", null, null, null, new byte[0]);
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(wrong::event)
                .withMessageContaining("channel");
    }

    @Test
    void saysWhichEventItRepeats() {
        StoredWebhook copy = new StoredWebhook(1, TIME, "shop", "2", "t", "a", null, null, "1", new byte[0]);
        assertThat(copy.event().attributes()).containsExactly(entry("replayof", "1"));
    }
}
