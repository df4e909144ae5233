package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaddleProviderTests {

    private static final String SECRET = "pdl_ntfset_01gkdqs7";
    private static final String BODY =
            "{\"event_id\":\"evt_01\",\"event_type\":\"transaction.completed\",\"notification_id\":\"ntf_1\"}";

    private final PaddleProvider provider = new PaddleProvider();

    private static SentWebhook signed() {
        return SentWebhook.post(BODY)
                .header(
                        "Paddle-Signature",
                        "ts=" + SentWebhook.SECONDS + ";h1="
                                + Signing.hex("HmacSHA256", SECRET, SentWebhook.SECONDS + ":" + BODY));
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() {
        new Tampering(provider, signed(), Settings.secret(SECRET)).isRefusedInBodyAnd("Paddle-Signature");
    }

    @Test
    void acceptsAnyOfSeveralSignatures() {
        String header = signed().received().header("paddle-signature").orElseThrow();

        assertThat(provider.verify(
                        signed().header("Paddle-Signature", header.replace(";h1=", ";h1=00;h1="))
                                .received(),
                        Settings.secret(SECRET)))
                .isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void toleratesFiveSecondsUnlessTheSourceSaysMore() {
        ProviderSettings patient = new ProviderSettings(List.of(SECRET), Duration.ofMinutes(1), Map.of());

        assertThat(provider.verify(signed().secondsLater(6).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(signed().secondsLater(-6).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
        assertThat(provider.verify(signed().secondsLater(60).received(), patient))
                .isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void namesTheEventByTheBody() {
        assertThat(provider.read(signed().received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("evt_01");
                    assertThat(event.type()).isEqualTo("transaction.completed");
                });
    }
}
