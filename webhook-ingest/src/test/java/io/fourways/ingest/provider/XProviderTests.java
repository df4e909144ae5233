package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class XProviderTests {

    private static final String SECRET = "z3ZX4v7mAAUGykl3EcmkqbartmuW8VFOOzCloLx9Q45P0hLrFu";
    private static final String BODY = "{\"for_user_id\":\"2244994945\",\"tweet_create_events\":[{\"id\":1}]}";

    private final XProvider provider = new XProvider();

    private static SentWebhook signed(String body) {
        return SentWebhook.post(body)
                .header("x-twitter-webhooks-signature", "sha256=" + Signing.base64("HmacSHA256", SECRET, body));
    }

    private Optional<String> proof(String token) {
        String url = "https://hooks.example.com/webhooks/x?nonce=1&crc_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return provider.greet(SentWebhook.get(url).received(), Settings.secret(SECRET, "older"))
                .map(answer -> new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void acceptsWhatWasSignedAndNothingElse() {
        new Tampering(provider, signed(BODY), Settings.secret(SECRET))
                .isRefusedInBodyAnd("x-twitter-webhooks-signature");
    }

    @Test
    void namesTheEventByTheMemberThatHoldsIt() {
        assertThat(provider.read(signed(BODY).received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo(EventIds.ofContent(Signing.bytes(BODY)));
                    assertThat(event.type()).isEqualTo("tweet_create_events");
                });
    }

    /** The token and the secret of an example by X. */
    @Test
    void provesThatItKnowsTheSecret() {
        assertThat(proof("9b4507b3-9040-4669-9ca3-6b94edb50553"))
                .contains("{\"response_token\":\"sha256=Cytd4Sq+NvEcV3MMrXxWJGJx5A+y/lXzzU2Maartkx8=\"}");
    }

    @Test
    void isNotMadeToSignAWebhook() {
        assertThat(proof(BODY)).isEmpty();
        assertThat(proof("")).isEmpty();
        assertThat(proof("a".repeat(257))).isEmpty();
    }

    @Test
    void doesNotTakeASignedTokenForAWebhook() {
        assertThat(provider.verify(signed("token").received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.BODY_MALFORMED);
        assertThat(provider.verify(signed("").received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.BODY_MALFORMED);
    }
}
