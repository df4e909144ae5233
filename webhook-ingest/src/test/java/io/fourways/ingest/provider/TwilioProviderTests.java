package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.twilio.security.RequestValidator;
import io.fourways.ingest.signature.Sha256;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioProviderTests {

    private static final String TOKEN = "12345";
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String FORM =
            "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234" + "&From=%2B14158675309&To=%2B18005551212";

    private final TwilioProvider provider = new TwilioProvider();

    private static SentWebhook example() {
        return SentWebhook.post(FORM).form().url(URL).header("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }

    @Test
    void acceptsTheDocumentationsExampleInAnyOrder() {
        SentWebhook reversed = example()
                .body(Signing.bytes("To=%2B18005551212&From=%2B14158675309&Digits=1234&Caller=%2B14158675309"
                        + "&CallSid=CA1234567890ABCDE"));

        assertThat(provider.verify(example().received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(reversed.received(), Settings.secret(TOKEN))).isEqualTo(Verdicts.GENUINE);
    }

    /** Twilio signs what the form says, not how: the documentation tells what that means. */
    @Test
    void acceptsAFormThatIsWrittenInAnotherWayAndTakesItForAnotherEvent() {
        SentWebhook rewritten = example()
                .body(Signing.bytes("To=%2b18005551212&&From=%2B14158675309&Digits=1234&Digits=1234"
                        + "&Caller=%2B14158675309&CallSid=CA1234567890ABCDE"));

        assertThat(provider.verify(rewritten.received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.GENUINE);
        assertThat(provider.read(rewritten.received(), Settings.secret(TOKEN)))
                .extracting(ProviderEvent::id)
                .doesNotContainAnyElementsOf(provider.read(example().received(), Settings.secret(TOKEN)).stream()
                        .map(ProviderEvent::id)
                        .toList());
    }

    @Test
    void acceptsTheSdksExampleWithRepeatedParameters() {
        SentWebhook repeated = example()
                .body(Signing.bytes("Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234"))
                .header("X-Twilio-Signature", "IK+Dwps556ElfBT0I3Rgjkr1wJU=");

        assertThat(provider.verify(repeated.received(), Settings.secret(TOKEN))).isEqualTo(Verdicts.GENUINE);
    }

    /** Escapes are signed undone, so that changing only their case (one bit) changes nothing: there are none here. */
    @Test
    void refusesEveryOtherByteOfAForm() {
        String body = "CallSid=CA1234567890ABCDE&Digits=1234";
        String signature = Signing.base64("HmacSHA1", TOKEN, URL + "CallSidCA1234567890ABCDEDigits1234");

        new Tampering(
                        provider,
                        example().body(Signing.bytes(body)).header("X-Twilio-Signature", signature),
                        Settings.secret(TOKEN))
                .isRefusedInBodyAnd("X-Twilio-Signature");
    }

    @Test
    void signsAsTheSdkVerifies() throws Exception {
        RequestValidator sdk = new RequestValidator(TOKEN);
        SentWebhook json = json("{\"messages\":[]}");

        assertThat(sdk.validate(
                        URL,
                        Map.of("CallSid", "CA1234567890ABCDE", "Digits", "1234"),
                        Signing.base64("HmacSHA1", TOKEN, URL + "CallSidCA1234567890ABCDEDigits1234")))
                .isTrue();
        assertThat(sdk.validate(
                        json.url(),
                        json.text(),
                        json.received().header("x-twilio-signature").orElseThrow()))
                .isTrue();
    }

    private static SentWebhook json(String body) {
        String url = "https://mycompany.com/myapp?bodySHA256=" + Sha256.hex(Signing.bytes(body));
        return SentWebhook.post(body).url(url).header("X-Twilio-Signature", Signing.base64("HmacSHA1", TOKEN, url));
    }

    @Test
    void acceptsJsonByTheHashInTheUrlAndNothingElse() {
        new Tampering(provider, json("[{\"id\":\"EZ1\",\"type\":\"com.twilio.messaging\"}]"), Settings.secret(TOKEN))
                .isRefusedInBodyAnd("X-Twilio-Signature");
    }

    @Test
    void refusesABodyThatNothingSignedSpeaksOf() {
        SentWebhook unsignedBody = SentWebhook.post("{\"forged\":true}")
                .url(URL)
                .header("X-Twilio-Signature", Signing.base64("HmacSHA1", TOKEN, URL));

        assertThat(provider.verify(unsignedBody.received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.BODY_MALFORMED);
    }

    @Test
    void refusesAnotherUrl() {
        assertThat(provider.verify(example().url(URL + "&x=1").received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
        assertThat(provider.verify(example().url(URL.replace("https", "http")).received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.SIGNATURE_MISMATCH);
    }

    @Test
    void acceptsAUrlSignedWithItsPortOrWithout() {
        assertThat(provider.verify(
                        example().url(URL.replace(".com/", ".com:443/")).received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.GENUINE);
        SentWebhook withPort = SentWebhook.post("")
                .url(URL)
                .header("X-Twilio-Signature", Signing.base64("HmacSHA1", TOKEN, URL.replace(".com/", ".com:443/")));
        assertThat(provider.verify(withPort.received(), Settings.secret(TOKEN))).isEqualTo(Verdicts.GENUINE);
    }

    @Test
    void refusesAFormThatIsNone() {
        assertThat(provider.verify(example().body(Signing.bytes("a=%zz")).received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.BODY_MALFORMED);
    }

    /** Nothing is verified before a form is read: whoever forges one decides how many parameters that takes. */
    @Test
    void refusesAFormOfMoreParametersThanAreReadForAnybody() {
        String most = "aaa&".repeat(FormParameters.MAX_PAIRS - 1) + "aaa";
        SentWebhook signed = example()
                .body(Signing.bytes(most))
                .header("X-Twilio-Signature", Signing.base64("HmacSHA1", TOKEN, URL + "aaa"));

        assertThat(provider.verify(signed.received(), Settings.secret(TOKEN))).isEqualTo(Verdicts.GENUINE);
        assertThat(provider.verify(signed.body(Signing.bytes(most + "&aaa")).received(), Settings.secret(TOKEN)))
                .isEqualTo(Verdicts.BODY_MALFORMED);
    }

    @Test
    void saysThatALargeFormTakesLong() {
        SentWebhook large = example().body(Signing.bytes("a=" + "a".repeat(4 * 1024)));

        assertThat(provider.takesLongToVerify(large.received(), Settings.secret(TOKEN)))
                .isTrue();
        assertThat(provider.takesLongToVerify(example().received(), Settings.secret(TOKEN)))
                .isFalse();
    }

    @Test
    void namesEventsByStatusOrByTheirMembers() {
        SentWebhook delivered = SentWebhook.post("MessageSid=SM1&MessageStatus=delivered")
                .form()
                .header("I-Twilio-Idempotency-Token", "d3ad");
        assertThat(provider.read(delivered.received(), Settings.secret(TOKEN)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("d3ad");
                    assertThat(event.type()).isEqualTo("message.delivered");
                });
        SentWebhook streamed =
                json("[{\"id\":\"EZ1\",\"type\":\"com.twilio.a\"}, {\"id\":\"EZ2\",\"type\":\"com.twilio.b\"}]");
        assertThat(provider.read(streamed.received(), Settings.secret(TOKEN)))
                .extracting(ProviderEvent::id, ProviderEvent::type)
                .containsExactly(tuple("EZ1", "com.twilio.a"), tuple("EZ2", "com.twilio.b"));
    }
}
