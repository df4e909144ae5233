package io.fourways.ingest.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The changes of one bit that somebody could make to a genuine webhook, or to the secret it was signed with. */
record Tampering(Provider provider, SentWebhook genuine, ProviderSettings settings) {

    Tampering {
        assertThat(provider.verify(genuine.received(), settings)).isEqualTo(Verdicts.GENUINE);
        provider.check(settings);
    }

    /** Nothing but what was signed is accepted: no other body, and no other of these headers, of any bit. */
    Tampering isRefusedInBodyAnd(String... headers) {
        return isRefusedInBody().isRefusedInHeaders(headers).isRefusedInSecrets();
    }

    Tampering isRefusedInBody() {
        byte[] body = genuine.body();
        for (int i = 0; i < body.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                if (isWorthIt(i, bit)) {
                    byte[] changed = body.clone();
                    changed[i] ^= (byte) (1 << bit);
                    refuses(genuine.body(changed), settings, "body, byte " + i);
                }
            }
        }
        refuses(genuine.body(Arrays.copyOf(body, body.length + 1)), settings, "body, a byte more");
        refuses(genuine.body(Arrays.copyOf(body, body.length - 1)), settings, "body, a byte less");
        return this;
    }

    /** Where each takes long to refuse, one bit of each byte: of the first the first, and so on. */
    private boolean isWorthIt(int index, int bit) {
        return bit == index % 8 || !provider.takesLongToVerify(genuine.received(), settings);
    }

    Tampering isRefusedInHeaders(String... headers) {
        for (String header : headers) {
            String value = genuine.received().header(header).orElseThrow();
            eachChange(value, changed -> genuine.header(header, changed), header);
            refuses(genuine.header(header), settings, header + ", absent");
            refuses(genuine.header(header, value, value), settings, header + ", twice");
        }
        return this;
    }

    private void eachChange(String value, Function<String, SentWebhook> with, String what) {
        for (int i = 0; i < value.length(); i++) {
            for (int bit = 1; bit < 128; bit <<= 1) {
                refuses(with.apply(flip(value, i, bit)), settings, what + ", character " + i);
            }
        }
    }

    Tampering isRefusedInSecrets() {
        for (int s = 0; s < settings.secrets().size(); s++) {
            String secret = settings.secrets().get(s);
            for (int i = 0; i < secret.length(); i++) {
                List<String> secrets = new ArrayList<>(settings.secrets());
                secrets.set(s, flip(secret, i, 1));
                refuses(
                        genuine,
                        new ProviderSettings(secrets, settings.tolerance(), settings.options()),
                        "secret, character " + i);
            }
        }
        return this;
    }

    private void refuses(SentWebhook changed, ProviderSettings with, String what) {
        assertThat(provider.verify(changed.received(), with).isGenuine())
                .as(what)
                .isFalse();
    }

    private static String flip(String text, int at, int bit) {
        return text.substring(0, at) + (char) (text.charAt(at) ^ bit) + text.substring(at + 1);
    }
}
