package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacProviderTests {

    private static final String BODY = "{\"meta\":{\"id\":\"e/1\"},\"kind\":\"a.b\"}";
    private static final Map<String, String> SIGNED_BODY = Map.of("header", "X-Signature");
    private static final Map<String, String> SIGNED_ALL = Map.of(
            "header", "X-Signature",
            "prefix", "v1=",
            "encoding", "base64",
            "algorithm", "sha512",
            "template", "{id}.{timestamp}.{body}",
            "timestamp-header", "X-Time",
            "timestamp-unit", "ms",
            "id-header", "X-Id",
            "type-pointer", "/kind");

    private final HmacProvider provider = new HmacProvider();

    private static SentWebhook signedAll(String id) {
        return SentWebhook.post(BODY)
                .header("X-Id", id)
                .header("X-Time", SentWebhook.MILLIS)
                .header(
                        "X-Signature",
                        "v1=" + Signing.base64("HmacSHA512", "secret", id + "." + SentWebhook.MILLIS + "." + BODY));
    }

    private static ProviderSettings changed(Map<String, String> options, String name, String value) {
        Map<String, String> changed = new HashMap<>(options);
        changed.put(name, value);
        return Settings.with(changed, "secret");
    }

    @Test
    void acceptsWhatTheTemplateSaysAndNothingElse() {
        new Tampering(provider, signedAll("id-1"), Settings.with(SIGNED_ALL, "secret"))
                .isRefusedInBodyAnd("X-Id", "X-Time", "X-Signature");
    }

    @Test
    void signsTheBodyInHexUnlessToldOtherwise() {
        SentWebhook sent = SentWebhook.post(BODY).header("X-Signature", Signing.hex("HmacSHA256", "secret", BODY));

        new Tampering(provider, sent, Settings.with(SIGNED_BODY, "secret")).isRefusedInBodyAnd("X-Signature");
    }

    @Test
    void readsSecretsInTheirEncoding() {
        SentWebhook sent = SentWebhook.post(BODY).header("X-Signature", Signing.hex("HmacSHA256", "secret", BODY));

        new Tampering(
                        provider,
                        sent,
                        Settings.with(Map.of("header", "X-Signature", "secret-encoding", "hex"), "736563726574"))
                .isRefusedInSecrets();
        new Tampering(
                        provider,
                        sent,
                        Settings.with(Map.of("header", "X-Signature", "secret-encoding", "base64"), "c2VjcmV0"))
                .isRefusedInSecrets();
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() {
        ProviderSettings settings = Settings.with(SIGNED_ALL, "secret");

        assertThat(provider.verify(signedAll("1").secondsLater(301).received(), settings))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(signedAll("1").secondsLater(-301).received(), settings))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void refusesAnIdThatHoldsWhatSetsItApart() {
        assertThat(provider.verify(signedAll("a.b").received(), Settings.with(SIGNED_ALL, "secret")))
                .isEqualTo(Verdicts.ID_MALFORMED);
    }

    @Test
    void namesTheEventByTheOptions() {
        assertThat(provider.read(signedAll("id-1").received(), Settings.with(SIGNED_ALL, "secret")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("id-1");
                    assertThat(event.type()).isEqualTo("a.b");
                });
        ProviderSettings byPointer = Settings.with(
                Map.of("header", "X-Signature", "id-pointer", "/meta/id", "type-header", "X-Type"), "secret");
        assertThat(provider.read(SentWebhook.post(BODY).header("X-Type", "t").received(), byPointer))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("e/1");
                    assertThat(event.type()).isEqualTo("t");
                });
    }

    @Test
    void namesTheEventByItsContentWithoutOptions() {
        assertThat(provider.read(SentWebhook.post(BODY).received(), Settings.with(SIGNED_BODY, "secret")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo(EventIds.ofContent(Signing.bytes(BODY)));
                    assertThat(event.type()).isEqualTo("unknown");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            algorithm        | md5                | The option algorithm must be
            encoding         | base32             | The option encoding must be
            secret-encoding  | hex                | Secret 1 is not what secret-encoding says
            timestamp-unit   | h                  | The option timestamp-unit must be
            template         | {timestamp}        | The template must hold {body}
            template         | {url}{body}        | not {url}
            template         | {id}{body}         | between {id} and its neighbours
            template         | {id}.{body}        | needs the option id-header
            template         | {timestamp}.{body} | timestamp-header and {timestamp} in the template need each other
            timestamp-header | X-Time             | timestamp-header and {timestamp} in the template need each other
            id-pointer       | id                 | The option id-pointer must be a JSON pointer
            heder            | x                  | There is no option heder
            """)
    void saysWhatIsWrongWithAnOption(String name, String value, String message) {
        assertThatThrownBy(() -> provider.check(changed(SIGNED_BODY, name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysThatTheHeaderIsMissing() {
        assertThatThrownBy(() -> provider.check(Settings.secret("secret"))).hasMessage("The option header is missing");
    }
}
