package io.fourways.ingest.provider;

import io.fourways.ingest.signature.ConstantTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whoever sends a token in a header, as a bearer or in one of their own. */
final class TokenProvider implements Provider {

    private static final String HEADER = "header";
    private static final String PREFIX = "prefix";
    private static final String AUTHORIZATION = "authorization";

    @Override
    public String name() {
        return "token";
    }

    @Override
    public void check(ProviderSettings settings) {
        ConfiguredNaming.check(SettingsCheck.of(settings).hasSecrets())
                .knowsOnly(ConfiguredNaming.options(HEADER, PREFIX));
    }

    @Override
    public Set<String> credentialHeaders(ProviderSettings settings) {
        return Set.of(settings.option(HEADER).orElse(AUTHORIZATION).toLowerCase(Locale.ROOT));
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        String header = settings.option(HEADER).orElse(AUTHORIZATION);
        String prefix = settings.option(PREFIX).orElse(header.equalsIgnoreCase(AUTHORIZATION) ? "Bearer " : "");
        return verify(webhook.header(header), prefix, settings);
    }

    /** Whether what was sent is one of the secrets behind the prefix. */
    static Verification verify(Optional<String> sent, String prefix, ProviderSettings settings) {
        if (sent.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        return Verdicts.genuineIf(settings.secrets().stream()
                .filter(secret -> !secret.isBlank())
                .anyMatch(secret -> ConstantTime.equal(prefix + secret, sent.get())));
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(ConfiguredNaming.read(webhook, settings));
    }
}
