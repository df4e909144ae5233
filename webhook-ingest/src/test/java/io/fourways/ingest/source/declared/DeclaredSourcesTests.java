package io.fourways.ingest.source.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.provider.Provider;
import io.fourways.ingest.provider.ProviderEvent;
import io.fourways.ingest.provider.ProviderSettings;
import io.fourways.ingest.provider.Verification;
import io.fourways.ingest.source.ChannelTemplate;
import io.fourways.ingest.source.Source;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeclaredSourcesTests {

    private static final Provider TRUSTING = new Provider() {
        @Override
        public String name() {
            return "trusting";
        }

        @Override
        public void check(ProviderSettings settings) {
            if (settings.secrets().contains("useless")) {
                throw new IllegalArgumentException("Secret 1 must be useful");
            }
        }

        @Override
        public Verification verify(IncomingWebhook webhook, ProviderSettings settings) {
            return new Verification.Genuine();
        }

        @Override
        public List<ProviderEvent> read(IncomingWebhook webhook, ProviderSettings settings) {
            return List.of();
        }
    };

    private static SourcesProperties bind(Map<String, String> properties) {
        Binder binder = new Binder(new MapConfigurationPropertySource(properties));
        return binder.bindOrCreate(SourcesProperties.PREFIX, SourcesProperties.class);
    }

    private static Map<String, Source> read(Map<String, String> properties) {
        Map<String, String> full = new HashMap<>();
        properties.forEach((key, value) -> full.put("fourways.ingest.sources." + key, value));
        return new DeclaredSources(Map.of("trusting", TRUSTING)).read(bind(full).sources());
    }

    @Test
    void declaresNothingByDefault() {
        assertThat(bind(Map.of())).isEqualTo(new SourcesProperties(Map.of(), null, List.of(), Duration.ofSeconds(2)));
    }

    @Test
    void readsSourceWithDefaults() {
        Map<String, Source> sources = read(Map.of("shop.provider", "trusting", "shop.secrets", "a"));
        assertThat(sources.get("shop"))
                .isEqualTo(new Source(
                        "shop",
                        TRUSTING,
                        new ProviderSettings(List.of("a"), null, Map.of()),
                        ChannelTemplate.of(ChannelTemplate.DEFAULT),
                        null,
                        null));
    }

    @Test
    void readsEverythingThatMayBeSaid() {
        Map<String, Source> sources = read(Map.of(
                "shop-1.provider", "trusting",
                "shop-1.secrets[0]", "new",
                "shop-1.secrets[1]", "old",
                "shop-1.channel", "orders.{/id}",
                "shop-1.public-url", "https://hooks.example/in",
                "shop-1.tolerance", "10s",
                "shop-1.options.header", "X-Token",
                "shop-1.requests-per-second", "7"));
        assertThat(sources.get("shop-1"))
                .isEqualTo(new Source(
                        "shop-1",
                        TRUSTING,
                        new ProviderSettings(
                                List.of("new", "old"), Duration.ofSeconds(10), Map.of("header", "X-Token")),
                        ChannelTemplate.of("orders.{/id}"),
                        URI.create("https://hooks.example/in"),
                        7));
    }

    @ParameterizedTest
    @CsvSource({
        "provider, strype, 'is ''strype'', which is no provider.'",
        "provider, '', 'is '''', which is no provider.'",
        "secrets, '', is missing.",
        "secrets[1], ' ', has an empty secret.",
        "channel, a..b, 'is ''a..b'', which is no channel template'",
        "public-url, /in, is no absolute http or https URL.",
        "public-url, ftp://example.org/, is no absolute http or https URL.",
        "tolerance, 0s, is not positive.",
        "tolerance, -1s, is not positive.",
        "requests-per-second, 0, is not positive.",
    })
    void namesPropertyThatIsWrong(String property, String value, String message) {
        Map<String, String> properties = new HashMap<>(Map.of("shop.provider", "trusting", "shop.secrets[0]", "a"));
        if (property.equals("secrets")) {
            properties.remove("shop.secrets[0]");
        }
        properties.put("shop." + property, value);
        String named = property.replaceAll("\\[.]", "");
        assertThatThrownBy(() -> read(properties))
                .isInstanceOf(UnusableSourceException.class)
                .hasMessageStartingWith("fourways.ingest.sources.shop." + named + " " + message);
    }

    @Test
    void saysWhatTheProviderHasAgainstItsSettings() {
        assertThatThrownBy(() -> read(Map.of("shop.provider", "trusting", "shop.secrets", "useless")))
                .isInstanceOf(UnusableSourceException.class)
                .hasMessage("fourways.ingest.sources.shop cannot be a source of trusting: Secret 1 must be useful.");
    }

    @Test
    void namesProviderThatIsMissingAndThoseThereAre() {
        assertThatThrownBy(() -> read(Map.of("shop.secrets", "a")))
                .hasMessage("fourways.ingest.sources.shop.provider is missing.")
                .extracting(failure -> ((UnusableSourceException) failure).remedy())
                .isEqualTo("Use one of trusting.");
    }

    @Test
    void namesSourceThatCannotBeCalledSo() {
        assertThatThrownBy(() -> read(Map.of("[a.b].provider", "trusting", "[a.b].secrets", "a")))
                .hasMessageStartingWith("fourways.ingest.sources.a.b is no name for a source");
    }

    @Test
    void keepsSecretsToItself() {
        SourcesProperties properties =
                bind(Map.of("fourways.ingest.secrets-key", "sesame", "fourways.ingest.sources.shop.secrets", "hush"));
        Source source = read(Map.of("shop.provider", "trusting", "shop.secrets", "hush"))
                .get("shop");
        assertThat(properties.toString() + source).doesNotContain("hush").doesNotContain("sesame");
    }
}
