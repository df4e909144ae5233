package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.net.Webhook;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripeProviderTests {

    private static final String SECRET = "whsec_test_secret";
    private static final String BODY =
            "{\"id\":\"evt_1\",\"object\":\"event\",\"data\":{\"object\":{\"id\":\"pi_1\",\"type\":\"card\"}},"
                    + "\"type\":\"payment_intent.succeeded\"}";

    private final StripeProvider provider = new StripeProvider();

    private static SentWebhook signed() throws Exception {
        return SentWebhook.post(BODY)
                .header(
                        "Stripe-Signature",
                        "t=" + SentWebhook.SECONDS + ",v1="
                                + Webhook.Util.computeHmacSha256(SECRET, SentWebhook.SECONDS + "." + BODY));
    }

    @Test
    void acceptsWhatTheSdkSignsAndNothingElse() throws Exception {
        new Tampering(provider, signed(), Settings.secret(SECRET)).isRefusedInBodyAnd("Stripe-Signature");
    }

    @Test
    void acceptsAnyOfSeveralSignaturesButNotOneOfAnOlderScheme() throws Exception {
        SentWebhook genuine = signed();
        String header = genuine.received().header("stripe-signature").orElseThrow();

        assertThat(provider.verify(
                        genuine.header("Stripe-Signature", header.replace(",v1=", ",v1=00,v0=11,v1="))
                                .received(),
                        Settings.secret("another", SECRET)))
                .isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(
                        genuine.header("Stripe-Signature", header.replace("v1=", "v0="))
                                .received(),
                        Settings.secret(SECRET)))
                .isEqualTo(Verdicts.SIGNATURE_MISSING);
    }

    @Test
    void refusesASecondTimestamp() throws Exception {
        SentWebhook genuine = signed();
        String header = genuine.received().header("stripe-signature").orElseThrow();

        assertThat(provider.verify(
                        genuine.header("Stripe-Signature", "t=1," + header).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_MISSING);
    }

    @Test
    void keepsTheVerdictOfTheTimeItCame() throws Exception {
        assertThat(provider.verify(signed().secondsLater(301).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(signed().secondsLater(-301).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void namesTheEventByItsOwnMembersNotByNestedOnes() throws Exception {
        assertThat(provider.read(signed().received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("evt_1");
                    assertThat(event.type()).isEqualTo("payment_intent.succeeded");
                    assertThat(event.contentType()).isEqualTo("application/json");
                    assertThat(event.data()).asString().isEqualTo(BODY);
                });
    }

    @Test
    void takesNoOptions() {
        assertThatThrownBy(() -> provider.check(Settings.with(Map.of("heder", "x"), SECRET)))
                .hasMessage("There is no option heder: there are none");
    }
}
