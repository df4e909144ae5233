package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.inbox.InboxEvent;
import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderEvent;
import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.provider.Verification;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptEventsTests {

    private static final IncomingWebhook WEBHOOK = new IncomingWebhook(
            "POST",
            URI.create("https://hooks.example/webhooks/shop"),
            Map.of("x-token", List.of("sesame"), "accept", List.of("a", "b")),
            new byte[0],
            Instant.EPOCH);

    private static InboxEvent keep(String id, String type, String contentType) {
        return keep(List.of(new ProviderEvent(id, type, contentType, "{}".getBytes(StandardCharsets.UTF_8))))
                .get(0);
    }

    private static List<InboxEvent> keep(List<ProviderEvent> events) {
        Provider provider = new Provider() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
                return new Verification.Genuine();
            }

            @Override
            public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
                return events;
            }
        };
        ProviderSettings settings = new ProviderSettings(List.of("sesame"), null, Map.of("header", "X-Token"));
        Source source = new Source("shop", provider, settings, ChannelTemplate.of("a.{type}"), null, null);
        return KeptEvents.of(source, WEBHOOK, null);
    }

    @Test
    void keepsEventsInTheirOrder() {
        assertThat(keep(List.of(
                        new ProviderEvent("2", "b", null, new byte[0]),
                        new ProviderEvent("1", "a", null, new byte[0]))))
                .extracting(InboxEvent::eventId)
                .containsExactly("2", "1");
        assertThat(keep(List.of())).isEmpty();
    }

    @Test
    void namesTypeAfterItsProviderAndChannelAfterTheProvidersType() {
        InboxEvent event = keep("1", "order.paid", "application/json");
        assertThat(event.type()).isEqualTo("own.order.paid");
        assertThat(event.channel()).isEqualTo("a.order.paid");
        assertThat(event.contentType()).isEqualTo("application/json");
    }

    @Test
    void keepsIdAsItIsWhereAnEventMayHaveIt() {
        assertThat(keep("é 😀/1.2", "t", null).eventId()).isEqualTo("é 😀/1.2");
        assertThat(keep("x".repeat(512), "t", null).eventId()).hasSize(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\nb", "half \ud83d"})
    void replacesIdThatNoEventMayHaveByTheSameHashEachTime(String id) {
        assertThat(keep(id, "t", null).eventId())
                .matches("[0-9a-f]{64}")
                .isEqualTo(keep(id, "u", null).eventId());
    }

    @Test
    void replacesIdThatNoIndexTakes() {
        assertThat(keep("é".repeat(257), "t", null).eventId()).matches("[0-9a-f]{64}");
    }

    @Test
    void mendsTypeThatNoEventMayHave() {
        assertThat(keep("1", "a\nb", null).type()).isEqualTo("own.a_b");
        assertThat(keep("1", "half \ud83d", null).type()).isEqualTo("own.half _");
        assertThat(keep("1", "", null).type()).isEqualTo("own.");
    }

    @Test
    void cutsTypeThatHasNoEnd() {
        assertThat(keep("1", "x".repeat(1_000), null).type()).hasSize(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "", "/", "a/b\nc"})
    void leavesOutContentTypeThatIsNone(String contentType) {
        assertThat(keep("1", "t", contentType).contentType()).isNull();
    }

    @Test
    void keepsNoTokenOfSourcesOwnHeader() {
        assertThat(keep("1", "t", null).headers()).doesNotContain("sesame").contains("\"accept\":[\"a\",\"b\"]");
    }
}
