package io.fourways.producer.intake;

import io.fourways.contract.InvalidEventException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text that a {@code ce-} header's value stands for: quotes are taken off, then percent-escapes are undone once.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values">
 *     CloudEvents HTTP binding, header values</a>
 */
final class HeaderText {

    private HeaderText() {}

    /** @throws InvalidEventException naming the attribute, when the escapes are broken or no UTF-8 */
    static String decode(String attribute, String value) {
        String text = unquoted(value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7e) {
                throw new InvalidEventException(attribute, "has a character that a header must percent-encode");
            }
            bytes.write(c == '%' ? escaped(attribute, text, i) : c);
            i += c == '%' ? 2 : 0;
        }
        return utf8(attribute, bytes.toByteArray());
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static int escaped(String attribute, String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new InvalidEventException(attribute, "has a % that begins no percent-escape");
        }
        return high << 4 | low;
    }

    private static String utf8(String attribute, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new InvalidEventException(attribute, "is not UTF-8 once its percent-escapes are undone");
        }
    }
}
