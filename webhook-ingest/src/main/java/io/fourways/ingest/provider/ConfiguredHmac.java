package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Encoding;
import io.fourways.ingest.signature.Hmac;
import io.fourways.ingest.signature.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A keyed hash over what the source's options say is signed, written as they say. */
final class ConfiguredHmac {

    private static final String HEADER = "header";
    private static final String ALGORITHM = "algorithm";
    private static final String PREFIX = "prefix";
    private static final String ENCODING = "encoding";
    private static final String SECRET_ENCODING = "secret-encoding";
    private static final String TEMPLATE = "template";
    private static final String TIMESTAMP_HEADER = "timestamp-header";
    private static final String TIMESTAMP_UNIT = "timestamp-unit";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Map<String, Hmac> ALGORITHMS =
            Map.of("sha1", Hmac.SHA1, "sha256", Hmac.SHA256, "sha512", Hmac.SHA512);

    private static final Map<String, Encoding> ENCODINGS = Map.of(
            "hex", Encoding.HEX,
            "hex-upper", Encoding.HEX_UPPER,
            "base64", Encoding.BASE64,
            "base64url", Encoding.BASE64_URL);

    private static final Map<String, Function<String, Optional<byte[]>>> SECRET_ENCODINGS =
            Map.of("text", Keys::text, "hex", Keys::hex, "base64", Keys::base64);

    private static final Map<String, TimestampRule> TIMESTAMP_UNITS =
            Map.of("s", TimestampRule.seconds(TOLERANCE), "ms", TimestampRule.millis(TOLERANCE));

    /** The options that it reads. */
    static final String[] OPTIONS = {
        HEADER, ALGORITHM, PREFIX, ENCODING, SECRET_ENCODING, TEMPLATE, TIMESTAMP_HEADER, TIMESTAMP_UNIT
    };

    private final ProviderSettings settings;

    ConfiguredHmac(ProviderSettings settings) {
        this.settings = settings;
    }

    /** Adds what must hold of the options to a check. */
    SettingsCheck check(SettingsCheck check) {
        check.hasOption(HEADER)
                .optionIs(ALGORITHM, ALGORITHMS::containsKey, "must be sha1, sha256 or sha512")
                .optionIs(ENCODING, ENCODINGS::containsKey, "must be hex, hex-upper, base64 or base64url")
                .optionIs(SECRET_ENCODING, SECRET_ENCODINGS::containsKey, "must be text, hex or base64")
                .optionIs(TIMESTAMP_UNIT, TIMESTAMP_UNITS::containsKey, "must be s or ms")
                .secretsAre(secret -> secretEncoding().apply(secret).isPresent(), "is not what secret-encoding says");
        SignedContent content = content();
        SettingsCheck.require(
                content.has(SignedContent.TIMESTAMP)
                        == settings.option(TIMESTAMP_HEADER).isPresent(),
                "The option timestamp-header and {timestamp} in the template need each other");
        SettingsCheck.require(
                !content.has(SignedContent.ID)
                        || settings.option(ConfiguredNaming.ID_HEADER).isPresent(),
                "{id} in the template needs the option id-header");
        return check;
    }

    Verification verify(IncomingWebhook webhook) {
        Optional<String> signature = settings.option(HEADER).flatMap(webhook::header);
        if (signature.isEmpty()) {
            return Verdicts.SIGNATURE_MISSING;
        }
        SignedContent content = content();
        Optional<String> id = settings.option(ConfiguredNaming.ID_HEADER).flatMap(webhook::header);
        if (content.has(SignedContent.ID) && id.isEmpty()) {
            return Verdicts.ID_MISSING;
        }
        if (content.has(SignedContent.ID) && !content.admits(id.get())) {
            return Verdicts.ID_MALFORMED;
        }
        if (!content.has(SignedContent.TIMESTAMP)) {
            return verify(webhook, signature, content, id.orElse(""), "");
        }
        return choice(TIMESTAMP_UNITS, TIMESTAMP_UNIT, "s")
                .verify(
                        webhook,
                        settings,
                        settings.option(TIMESTAMP_HEADER).flatMap(webhook::header),
                        (Timestamp timestamp) -> verify(webhook, signature, content, id.orElse(""), timestamp.text()));
    }

    private Verification verify(
            IncomingWebhook webhook, Optional<String> signature, SignedContent content, String id, String timestamp) {
        HmacRule rule = new HmacRule(
                choice(ALGORITHMS, ALGORITHM, "sha256"),
                choice(ENCODINGS, ENCODING, "hex"),
                settings.option(PREFIX).orElse(""));
        Map<String, byte[]> values = Map.of(
                SignedContent.BODY, webhook.body(),
                SignedContent.ID, HmacRule.bytes(id),
                SignedContent.TIMESTAMP, HmacRule.bytes(timestamp));
        List<byte[]> keys = settings.keys(secretEncoding());
        return rule.verify(signature, keys, content.fill(values::get));
    }

    private SignedContent content() {
        return SignedContent.parse(settings.option(TEMPLATE).orElse(SignedContent.BODY));
    }

    private Function<String, Optional<byte[]>> secretEncoding() {
        return choice(SECRET_ENCODINGS, SECRET_ENCODING, "text");
    }

    private <T> T choice(Map<String, T> choices, String option, String standard) {
        T chosen = choices.get(settings.option(option).orElse(standard));
        SettingsCheck.require(chosen != null, "The option " + option + " must be one of " + choices.keySet());
        return Objects.requireNonNull(chosen);
    }
}
