package io.fourways.dispatch.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.signing.SigningKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonWebKeysTests {

    /** That of RFC 8037, appendix A. */
    private static final SigningKey EXAMPLE = pair("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");

    private static final JsonWebKeys.Key PUBLIC = new JsonWebKeys.Key(
            "OKP",
            "Ed25519",
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            "sig",
            "EdDSA");

    private static SigningKey pair(String base64Url) {
        byte[] seed = Base64.getUrlDecoder().decode(base64Url);
        return SigningKey.parse("whsk_" + Base64.getEncoder().encodeToString(seed))
                .orElseThrow();
    }

    @Test
    void areThePublicHalvesOfPairs() {
        assertThat(JsonWebKeys.of(List.of(EXAMPLE)).keys()).containsExactly(PUBLIC);
    }

    @Test
    void areNothingOfSecretsThatBothSidesHave() {
        assertThat(JsonWebKeys.of(List.of(SigningKey.generate(), EXAMPLE)).keys())
                .containsExactly(PUBLIC);
    }

    @Test
    void areWrittenAsTheRfcNamesThem() {
        assertThat(JsonMapper.shared().writeValueAsString(JsonWebKeys.of(List.of(EXAMPLE))))
                .isEqualTo("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + PUBLIC.x() + "\",\"kid\":\""
                        + PUBLIC.kid() + "\",\"use\":\"sig\",\"alg\":\"EdDSA\"}]}");
    }
}
