package io.fourways.ingest.provider;

import io.fourways.ingest.signature.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How an event's id is made of what a provider sends. */
final class EventIds {

    private static final int MAX_LENGTH = 255;

    private EventIds() {}

    /** The id as the provider wrote it or, where it could not be stored and told apart as it stands, its SHA-256. */
    static String of(String text) {
        return isStorable(text) ? text : Sha256.hex(characters(text));
    }

    /** One id of several parts: no other parts make the same one. */
    static String joined(String... parts) {
        return of(Arrays.stream(parts)
                .map(part -> part.replace("\\", "\\\\").replace("|", "\\|"))
                .collect(Collectors.joining("|")));
    }

    /** The id of what has none: the same bytes are the same event. */
    static String ofContent(byte[] content) {
        return Sha256.hex(content);
    }

    /** Character by character: no encoding keeps unpaired surrogates apart. */
    private static byte[] characters(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    static boolean isStorable(String text) {
        return !text.isBlank()
                && text.length() <= MAX_LENGTH
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isUnpairedSurrogate(c));
    }

    private static boolean isUnpairedSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
