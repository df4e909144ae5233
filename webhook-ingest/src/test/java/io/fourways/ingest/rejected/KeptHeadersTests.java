package io.fourways.ingest.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.secrets.SecretsKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptHeadersTests {

    private static final Map<String, List<String>> SENT = Map.of(
            "authorization", List.of("Bearer needle-1"),
            "x-special", List.of("needle-2", "needle-3"),
            "content-type", List.of("application/json"));
    private static final Set<String> CREDENTIALS = Set.of("x-special");

    private final KeptHeaders sealed = new KeptHeaders(
            new SealedSecrets(SecretsKey.of("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="), List.of()));
    private final KeptHeaders unsealed = new KeptHeaders(null);

    @Test
    void areReadAsTheyCameWithTheKey() {
        String json = sealed.write("a", SENT, CREDENTIALS);
        assertThat(json).contains("application/json").doesNotContain("needle");
        assertThat(sealed.read("a", json)).isEqualTo(SENT);
        assertThat(KeptHeaders.lack(sealed.read("a", json))).isFalse();
    }

    @Test
    void lackCredentialsWithoutTheKey() {
        String json = unsealed.write("a", SENT, CREDENTIALS);
        assertThat(json).contains("application/json").doesNotContain("needle", ":sealed");
        assertThat(KeptHeaders.lack(sealed.read("a", json))).isTrue();
        assertThat(KeptHeaders.lack(unsealed.read("a", sealed.write("a", SENT, CREDENTIALS))))
                .isTrue();
    }

    @Test
    void openForNoOtherSource() {
        assertThat(KeptHeaders.lack(sealed.read("b", sealed.write("a", SENT, CREDENTIALS))))
                .isTrue();
    }

    @Test
    void lackNothingWhereThereWereNoCredentials() {
        Map<String, List<String>> plain = Map.of("x-plain", List.of("plain"));
        assertThat(unsealed.read("a", unsealed.write("a", plain, CREDENTIALS))).isEqualTo(plain);
        assertThat(KeptHeaders.lack(plain)).isFalse();
    }

    @Test
    void areShownWithoutWhatIsSealed() {
        assertThat(KeptHeaders.shown(sealed.write("a", SENT, CREDENTIALS)))
                .containsOnlyKeys("authorization", "x-special", "content-type")
                .containsEntry("x-special", List.of("(not kept)"));
    }

    @Test
    void areNotInAnyLog() {
        assertThat(new RejectedWebhook(
                        "a", Instant.EPOCH, "forged", "c", "http://h/?needle", null, SENT, CREDENTIALS, new byte[0], 0))
                .asString()
                .doesNotContain("needle");
    }
}
