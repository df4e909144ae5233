package io.fourways.ingest.provider;

import io.fourways.ingest.signature.ConstantTime;
import io.fourways.ingest.signature.Encoding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whoever sends a name and a password by HTTP Basic authentication (RFC 7617). */
final class BasicProvider implements Provider {

    private static final String SCHEME = "Basic ";

    @Override
    public String name() {
        return "basic";
    }

    @Override
    public void check(ProviderSettings settings) {
        ConfiguredNaming.check(SettingsCheck.of(settings)
                        .hasSecrets()
                        .secretsAre(secret -> secret.indexOf(':') > 0, "must be name:password"))
                .knowsOnly(ConfiguredNaming.options());
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        Optional<String> sent = webhook.header("authorization");
        if (sent.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        return Verdicts.genuineIf(settings.secrets().stream()
                .filter(secret -> secret.indexOf(':') > 0)
                .map(secret -> SCHEME + Encoding.BASE64.encode(HmacRule.bytes(secret)))
                .anyMatch(expected -> ConstantTime.equal(expected, sent.get())));
    }

    @Override
    public Set<String> credentialHeaders(ProviderSettings settings) {
        return Set.of("authorization");
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(ConfiguredNaming.read(webhook, settings));
    }
}
