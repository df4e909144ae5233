package io.fourways.gateway.prepared;

import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a {@link PollText} of a text, part by part. One per thread, with room that is used again and left empty. */
final class TextDigest {

    /** A text that is longer is left to WebFlux. */
    private static final int MAX = 8 << 10;

    private static final byte END = '\n'; // is in no part of a request's head
    private static final FastThreadLocal<TextDigest> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected TextDigest initialValue() {
            return new TextDigest();
        }
    };

    private final MessageDigest sha256;
    private final byte[] bytes = new byte[MAX];
    private int length;
    private boolean fits = true;

    private TextDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** An empty one, to be {@linkplain #end ended} before another is begun. */
    static TextDigest begin() {
        return OF_THREAD.get();
    }

    void add(CharSequence text) {
        add(text, 0, text.length());
    }

    void add(CharSequence text, int from, int to) {
        int end = length + to - from;
        fits &= end < MAX;
        if (!fits) {
            return;
        }
        if (text instanceof AsciiString ascii) {
            ascii.copy(from, bytes, length, to - from);
        } else {
            addCharacters(text, from, to);
        }
        length = end;
        bytes[length++] = END;
    }

    private void addCharacters(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            fits &= character <= 0xFF;
            bytes[length + i - from] = (byte) character;
        }
    }

    /** The text that was added; null when it is too long, or not of bytes. */
    @Nullable
    PollText end() {
        PollText text = fits ? digest() : null;
        Arrays.fill(bytes, 0, length, (byte) 0);
        length = 0;
        fits = true;
        return text;
    }

    private PollText digest() {
        sha256.update(bytes, 0, length);
        return PollText.of(sha256.digest());
    }
}
