package io.fourways.ingest.signature;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * How bytes are written as text. Every value has one text and no other is read: a second way to write the same
 * signature would be a change that verification lets pass.
 */
public enum Encoding {
    HEX(HexFormat.of()::formatHex, HexFormat.of()::parseHex),
    HEX_UPPER(HexFormat.of().withUpperCase()::formatHex, HexFormat.of()::parseHex),
    BASE64(Base64.getEncoder()::encodeToString, Base64.getDecoder()::decode),
    BASE64_URL(Base64.getUrlEncoder().withoutPadding()::encodeToString, Base64.getUrlDecoder()::decode);

    private final Function<byte[], String> encoder;
    private final Function<String, byte[]> decoder;

    Encoding(Function<byte[], String> encoder, Function<String, byte[]> decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    public String encode(byte[] bytes) {
        return encoder.apply(bytes);
    }

    /** The bytes, if this is how they are written. */
    public Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = decoder.apply(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
