package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlackProviderTests {

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private final SlackProvider provider = new SlackProvider();

    private static SentWebhook signed(String body) {
        return SentWebhook.post(body)
                .header("X-Slack-Request-Timestamp", SentWebhook.SECONDS)
                .header("X-Slack-Signature", new SlackSignature.Generator(SECRET).generate(SentWebhook.SECONDS, body));
    }

    @Test
    void acceptsTheDocumentationsExample() {
        SentWebhook example = SentWebhook.post(
                        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                                + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                                + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F"
                                + "T1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
                .form()
                .at(Instant.ofEpochSecond(1531420618))
                .header("X-Slack-Request-Timestamp", "1531420618")
                .header("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");

        assertThat(provider.verify(example.received(), Settings.secret(SECRET))).isEqualTo(Verdicts.GENUINE);
        assertThat(provider.read(example.received(), Settings.secret(SECRET)))
                .singleElement()
                .extracting(ProviderEvent::type)
                .isEqualTo("slash_command");
    }

    @Test
    void acceptsWhatTheSdkSignsAndNothingElse() {
        SentWebhook sent =
                signed("{\"type\":\"event_callback\",\"event\":{\"type\":\"app_mention\"},\"event_id\":\"Ev08\"}");

        new Tampering(provider, sent, Settings.secret(SECRET))
                .isRefusedInBodyAnd("X-Slack-Request-Timestamp", "X-Slack-Signature");
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() {
        assertThat(provider.verify(signed("{}").secondsLater(301).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_TOO_OLD);
        assertThat(provider.verify(signed("{}").secondsLater(-301).received(), Settings.secret(SECRET)))
                .isEqualTo(Verdicts.TIMESTAMP_IN_FUTURE);
    }

    @Test
    void namesAnEventByWhatIsInside() {
        SentWebhook sent =
                signed("{\"type\":\"event_callback\",\"event\":{\"type\":\"app_mention\"},\"event_id\":\"Ev08\"}");

        assertThat(provider.read(sent.received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("Ev08");
                    assertThat(event.type()).isEqualTo("app_mention");
                });
    }

    @Test
    void namesAnInteractionByItsPayload() {
        SentWebhook sent =
                signed("payload=%7B%22type%22%3A%22block_actions%22%7D").form();

        assertThat(provider.read(sent.received(), Settings.secret(SECRET)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo(EventIds.ofContent(sent.body()));
                    assertThat(event.type()).isEqualTo("block_actions");
                });
    }

    @Test
    void echoesTheChallenge() {
        assertThat(provider.handshake(
                        signed("{\"token\":\"t\",\"challenge\":\"3eZbrw1a\",\"type\":\"url_verification\"}")
                                .received(),
                        Settings.secret(SECRET)))
                .hasValueSatisfying(answer -> {
                    assertThat(answer.body()).asString().isEqualTo("3eZbrw1a");
                    assertThat(answer.headers().get("Content-Type")).startsWith("text/plain");
                });
        assertThat(provider.handshake(signed("{\"type\":\"event_callback\"}").received(), Settings.secret(SECRET)))
                .isEmpty();
    }
}
