package io.fourways.ingest.provider;

import java.util.List;

/** Whoever signs with a keyed hash, in a way that the source's options say. */
final class HmacProvider implements Provider {

    @Override
    public String name() {
        return "hmac";
    }

    @Override
    public void check(ProviderSettings settings) {
        SettingsCheck check =
                SettingsCheck.of(settings).hasSecrets().knowsOnly(ConfiguredNaming.options(ConfiguredHmac.OPTIONS));
        ConfiguredNaming.check(new ConfiguredHmac(settings).check(check));
    }

    @Override
    public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
        return new ConfiguredHmac(settings).verify(webhook);
    }

    @Override
    public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
        return List.of(ConfiguredNaming.read(webhook, settings));
    }
}
