package io.fourways.gateway.prepared;

import java.nio.ByteBuffer;

/**
 * What a poll says, but for its place: all that decides who asks, for what and how. Two requests of one text differ in the
 * cursor behind {@code after=} and in {@code If-None-Match} only.
 *
 * <p>Nothing is kept of it but its SHA-256, for there may be a token in it.
 *
 * @param first the first 64 bits of the digest, and so on
 */
record PollText(long first, long second, long third, long fourth) {

    static PollText of(byte[] digest) {
        ByteBuffer bits = ByteBuffer.wrap(digest);
        return new PollText(bits.getLong(), bits.getLong(), bits.getLong(), bits.getLong());
    }
}
