package io.fourways.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** JSON as text: checked, and stripped of the white space that means nothing, with every token left as it was. */
final class JsonText {

    private static final int MAX_DEPTH = 10_000;

    /** Deep and long enough for anything that fits the size limit of a body; no token is ever turned into a value. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    static JsonParser parser(byte[] utf8) {
        return FACTORY.createParser(ObjectReadContext.empty(), utf8);
    }

    static JsonFactory factory() {
        return FACTORY;
    }

    /** The one JSON value that the text is, without insignificant white space. */
    static byte[] compact(String member, byte[] text) {
        requireJsonCharacters(member, text);
        try (JsonParser parser = parser(text)) {
            if (parser.nextToken() == null) {
                throw new InvalidEventException(member, "is empty, but its content type is JSON");
            }
            finishValue(parser);
            if (parser.nextToken() != null) {
                throw new InvalidEventException(member, "has something after the JSON value");
            }
        } catch (JacksonException malformed) {
            throw malformed(member, malformed);
        }
        return withoutWhiteSpace(text, 0, text.length);
    }

    /** Moves the parser to the last character of the value whose first token it is at. */
    static void finishValue(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
    }

    /** The value whose first token the parser is at, without insignificant white space; moves the parser to its end. */
    static byte[] slice(JsonParser parser, byte[] text) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        finishValue(parser);
        int end = (int) parser.currentLocation().getByteOffset();
        return withoutWhiteSpace(text, start, end);
    }

    static InvalidEventException malformed(String member, JacksonException cause) {
        if (cause instanceof StreamConstraintsException) {
            return new InvalidEventException(member, "is nested more than " + MAX_DEPTH + " deep");
        }
        return new InvalidEventException(
                member,
                "is not well-formed JSON at byte "
                        + Math.max(0, cause.getLocation().getByteOffset()));
    }

    static byte[] withoutWhiteSpace(byte[] text, int from, int to) {
        boolean inString = false;
        boolean escaped = false;
        ByteArrayOutputStream out = null;
        int kept = from;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '"') {
                inString = true;
            } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                out = out == null ? new ByteArrayOutputStream(to - from) : out;
                out.write(text, kept, i - kept);
                kept = i + 1;
            }
        }
        if (out == null) {
            return from == 0 && to == text.length ? text : Arrays.copyOfRange(text, from, to);
        }
        out.write(text, kept, to - kept);
        return out.toByteArray();
    }

    /** JSON between systems is UTF-8 without a byte order mark (RFC 8259, 8.1), and no JSON text holds a NUL. */
    static void requireJsonCharacters(String member, byte[] text) {
        if (text.length >= 3 && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf) {
            throw new InvalidEventException(member, "begins with a byte order mark");
        }
        for (byte b : text) {
            if (b == 0) {
                throw new InvalidEventException(member, "holds a NUL byte: JSON is sent in UTF-8");
            }
        }
        if (!isUtf8(text)) {
            throw new InvalidEventException(member, "is not UTF-8");
        }
    }

    static boolean isUtf8(byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(text);
        CharBuffer out = CharBuffer.allocate(Math.min(text.length + 1, 1024));
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }
}
