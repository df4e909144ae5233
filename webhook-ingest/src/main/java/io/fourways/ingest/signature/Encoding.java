package io.fourways.ingest.signature;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How bytes are written as text. Every value has one text and no other is read: a second way to write the same
 * signature would be a change that verification lets pass.
 */
public enum Encoding {
    HEX {
        @Override
        public String encode(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        byte[] parse(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    HEX_UPPER {
        @Override
        public String encode(byte[] bytes) {
            return HexFormat.of().withUpperCase().formatHex(bytes);
        }

        @Override
        byte[] parse(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    BASE64 {
        @Override
        public String encode(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }

        @Override
        byte[] parse(String text) {
            return Base64.getDecoder().decode(text);
        }
    },
    BASE64_URL {
        @Override
        public String encode(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        @Override
        byte[] parse(String text) {
            return Base64.getUrlDecoder().decode(text);
        }
    };

    public abstract String encode(byte[] bytes);

    abstract byte[] parse(String text);

    /** The bytes, if this is how they are written. */
    public Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = parse(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
