package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SendgridProviderTests {

    private static final String KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw"
                    + "+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";

    private final SendgridProvider provider = new SendgridProvider();

    /** The example of the official library, whose body ends in a line break. */
    private static SentWebhook example() {
        return SentWebhook.post(
                        "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\","
                                + "\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\","
                                + "\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\","
                                + "\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n")
                .at(Instant.ofEpochSecond(1600112502))
                .header(
                        "X-Twilio-Email-Event-Webhook-Signature",
                        "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=")
                .header("X-Twilio-Email-Event-Webhook-Timestamp", "1600112502");
    }

    @Test
    void acceptsTheSdksExampleAndNothingElse() {
        new Tampering(provider, example(), Settings.secret(KEY))
                .isRefusedInBodyAnd("X-Twilio-Email-Event-Webhook-Signature", "X-Twilio-Email-Event-Webhook-Timestamp");
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() {
        assertThat(provider.verify(example().secondsLater(301).received(), Settings.secret(KEY)))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(example().secondsLater(-301).received(), Settings.secret(KEY)))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void readsEachEventOfABatchAsItWasWritten() {
        String first = "{ \"event\":\"open\", \"sg_event_id\":\"a\", \"n\":1.10e0, \"t\":\"\\u00e9\\/[{\" }";
        String second = "{\"sg_event_id\":\"b\",\"event\":\"click\"}";

        assertThat(provider.read(
                        SentWebhook.post("[" + first + ",\r\n" + second + "]\r\n")
                                .received(),
                        Settings.secret(KEY)))
                .satisfiesExactly(
                        event -> {
                            assertThat(event.id()).isEqualTo("a");
                            assertThat(event.type()).isEqualTo("open");
                            assertThat(event.data()).asString().isEqualTo(first);
                        },
                        event -> {
                            assertThat(event.id()).isEqualTo("b");
                            assertThat(event.type()).isEqualTo("click");
                            assertThat(event.data()).asString().isEqualTo(second);
                        });
    }

    @Test
    void takesTheKeyInPemToo() {
        provider.check(Settings.secret("-----BEGIN PUBLIC KEY-----\n" + KEY + "\n-----END PUBLIC KEY-----\n"));
    }

    @Test
    void saysThatAKeyIsUnusable() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        String otherKind = Base64.getEncoder()
                .encodeToString(rsa.generateKeyPair().getPublic().getEncoded());

        assertThatThrownBy(() -> provider.check(Settings.secret("nonsense"))).hasMessageContaining("Secret 1 must be");
        assertThatThrownBy(() -> provider.check(Settings.secret(KEY, otherKind)))
                .hasMessageContaining("Secret 2 must be");
    }

    /** Without a signature there is nothing to verify: whoever sends nonsense takes no place of the genuine. */
    @Test
    void takesLongOnlyForWhatMayBeASignature() {
        SentWebhook unsigned = SentWebhook.post("{}");
        SentWebhook nonsense = unsigned.header("X-Twilio-Email-Event-Webhook-Signature", "nonsense!");
        SentWebhook signed = unsigned.header("X-Twilio-Email-Event-Webhook-Signature", "AAAA");

        assertThat(provider.takesLongToVerify(unsigned.received(), Settings.secret("any")))
                .isFalse();
        assertThat(provider.takesLongToVerify(nonsense.received(), Settings.secret("any")))
                .isFalse();
        assertThat(provider.takesLongToVerify(signed.received(), Settings.secret("any")))
                .isTrue();
    }
}
