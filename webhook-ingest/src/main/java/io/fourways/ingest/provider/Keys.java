package io.fourways.ingest.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Secrets as the keys they are; a secret that is none is left out here and refused by {@link Provider#check}. */
final class Keys {

    private static final Function<String, Optional<byte[]>> TEXT = Keys::text;
    private static final Pattern PADDING = Pattern.compile("={1,2}$");

    private Keys() {}

    /** The secrets' text; to be left as it is. */
    static List<byte[]> ofText(ProviderSettings settings) {
        return settings.keys(TEXT);
    }

    static <K> List<K> of(ProviderSettings settings, Function<String, Optional<K>> notation) {
        return settings.secrets().stream()
                .map(notation)
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<byte[]> text(String secret) {
        return secret.isBlank() ? Optional.empty() : Optional.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** In either case. */
    static Optional<byte[]> hex(String secret) {
        try {
            return notEmpty(HexFormat.of().parseHex(secret.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException noHex) {
            return Optional.empty();
        }
    }

    /** With or without padding, but no bit set that is not the key's. */
    static Optional<byte[]> base64(String secret) {
        String unpadded = PADDING.matcher(secret).replaceFirst("");
        try {
            byte[] key = Base64.getDecoder().decode(unpadded);
            return Base64.getEncoder().withoutPadding().encodeToString(key).equals(unpadded)
                    ? notEmpty(key)
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> notEmpty(byte[] key) {
        return key.length == 0 ? Optional.empty() : Optional.of(key);
    }
}
