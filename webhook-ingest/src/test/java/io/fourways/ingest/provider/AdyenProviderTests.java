package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AdyenProviderTests {

    private static final String KEY = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    private static final ProviderSettings SETTINGS = Settings.secret(KEY);

    /** The example of the documentation and of the official libraries. */
    private static final String ITEM =
            "{\"additionalData\":{\"hmacSignature\":\"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=\"},"
                    + "\"amount\":{\"value\":1130,\"currency\":\"EUR\"},\"pspReference\":\"7914073381342284\","
                    + "\"eventCode\":\"AUTHORISATION\",\"eventDate\":\"2019-05-06T17:15:34.121+02:00\","
                    + "\"merchantAccountCode\":\"TestMerchant\",\"operations\":[\"CANCEL\"],"
                    + "\"merchantReference\":\"TestPayment-1407325143704\",\"paymentMethod\":\"visa\",\"success\":\"true\"}";

    private final AdyenProvider provider = new AdyenProvider();

    private static SentWebhook sent(String... items) {
        return SentWebhook.post("{\"live\":\"false\",\"notificationItems\":[{\"NotificationRequestItem\":"
                + String.join("},\n{\"NotificationRequestItem\":", items) + "}]}");
    }

    private static String item(String reference, String value, String currency, String signature) {
        return "{\"additionalData\":{\"hmacSignature\":\"" + signature + "\"},\"amount\":{\"value\":\"" + value
                + "\",\"currency\":\"" + currency + "\"},\"pspReference\":\"P\",\"eventCode\":\"CAPTURE\","
                + "\"merchantAccountCode\":\"M\",\"merchantReference\":\"" + reference + "\",\"success\":\"true\"}";
    }

    private static String signature(String content) {
        return Signing.base64("HmacSHA256", HexFormat.of().parseHex(KEY.toLowerCase(Locale.ROOT)), content);
    }

    private Verification verdict(SentWebhook webhook) {
        return provider.verify(webhook.received(), SETTINGS);
    }

    @Test
    void acceptsTheDocumentationsExample() {
        assertThat(verdict(sent(ITEM))).isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void refusesEveryOtherSecret() {
        new Tampering(provider, sent(ITEM), SETTINGS).isRefusedInSecrets();
    }

    /** Only these are signed; what else an item holds anybody on the way could change. */
    @Test
    void refusesEveryOtherByteOfWhatIsSigned() {
        for (String signed : new String[] {
            "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=",
            "1130",
            "EUR",
            "7914073381342284",
            "AUTHORISATION",
            "TestMerchant",
            "TestPayment-1407325143704",
            "\"true"
        }) {
            int start = ITEM.indexOf(signed);
            for (int i = start; i < start + signed.length(); i++) {
                for (int bit = 1; bit < 128; bit <<= 1) {
                    String changed = ITEM.substring(0, i) + (char) (ITEM.charAt(i) ^ bit) + ITEM.substring(i + 1);
                    assertThat(verdict(sent(changed)).isGenuine()).as(changed).isFalse();
                }
            }
        }
    }

    @Test
    void refusesABatchOfWhichOneItemIsForged() {
        assertThat(verdict(sent(ITEM, ITEM.replace("1130", "9999")))).isEqualTo(Verdicts.SIGNATURE_MISMATCH);
        assertThat(verdict(sent(ITEM, "{}"))).isEqualTo(Verdicts.SIGNATURE_MISSING);
    }

    @Test
    void refusesABodyThatSaysTheSameTwice() {
        assertThat(verdict(sent(ITEM.replace("{\"value\":1130,", "{\"value\":1130,\"value\":9999,"))))
                .isEqualTo(Verdicts.BODY_MALFORMED);
        SentWebhook twoLists = sent(ITEM);
        assertThat(verdict(twoLists.body(
                        Signing.bytes(twoLists.text().replace("{\"live\"", "{\"notificationItems\":[],\"live\"")))))
                .isEqualTo(Verdicts.BODY_MALFORMED);
    }

    @Test
    void doesNotLetAColonMoveBetweenTheMembers() {
        String signature = signature("P::M:R:100:5:EUR:CAPTURE:true");

        assertThat(verdict(sent(item("R:100", "5", "EUR", signature)))).isEqualTo(Verdicts.GENUINE);
        assertThat(verdict(sent(item("R", "100", "5:EUR", signature)))).isEqualTo(Verdicts.BODY_MALFORMED);
    }

    @Test
    void refusesWhatHoldsNoItems() {
        assertThat(verdict(SentWebhook.post("{\"notificationItems\":[]}"))).isEqualTo(Verdicts.SIGNATURE_MISSING);
        assertThat(verdict(SentWebhook.post("{}"))).isEqualTo(Verdicts.BODY_MALFORMED);
        assertThat(verdict(SentWebhook.post("nonsense"))).isEqualTo(Verdicts.BODY_MALFORMED);
        assertThat(verdict(SentWebhook.post("{\"notificationItems\":" + "[".repeat(500_000))))
                .isEqualTo(Verdicts.BODY_MALFORMED);
    }

    /** The signatures are in the items: whoever forges a body decides how many are cut out of it before one is wrong. */
    @Test
    void refusesMoreItemsThanAreReadForAnybody() {
        String[] items = new String[100];
        Arrays.fill(items, ITEM);
        String[] more = Arrays.copyOf(items, 101);
        more[100] = ITEM;

        assertThat(verdict(sent(items))).isEqualTo(Verdicts.GENUINE);
        assertThat(verdict(sent(more))).isEqualTo(Verdicts.BODY_MALFORMED);
    }

    @Test
    void saysThatALargeBodyTakesLong() {
        assertThat(provider.takesLongToVerify(sent(ITEM.repeat(20)).received(), SETTINGS))
                .isTrue();
        assertThat(provider.takesLongToVerify(sent(ITEM).received(), SETTINGS)).isFalse();
    }

    @Test
    void readsEachItemAsItWasWritten() {
        String second = item("R", "5", "EUR", "x");

        assertThat(provider.read(sent(ITEM, second).received(), SETTINGS))
                .satisfiesExactly(
                        event -> {
                            assertThat(event.id()).isEqualTo("7914073381342284|AUTHORISATION|true");
                            assertThat(event.type()).isEqualTo("AUTHORISATION");
                            assertThat(event.data()).asString().isEqualTo(ITEM);
                        },
                        event -> assertThat(event.data()).asString().isEqualTo(second));
    }

    @Test
    void tellsAnotherOutcomeFromTheSameSentAgain() {
        assertThat(provider.read(sent(ITEM).received(), SETTINGS).get(0).id())
                .isNotEqualTo(provider.read(
                                sent(ITEM.replace("\"true\"", "\"false\"")).received(), SETTINGS)
                        .get(0)
                        .id());
    }

    @Test
    void answersAsAdyenWants() {
        assertThat(provider.accepted().body()).asString().isEqualTo("[accepted]");
    }

    @Test
    void saysThatAKeyIsUnusable() {
        assertThatThrownBy(() -> provider.check(Settings.secret("not hex")))
                .hasMessage("Secret 1 must be the HMAC key in hex");
    }
}
