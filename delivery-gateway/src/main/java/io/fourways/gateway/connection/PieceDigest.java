package io.fourways.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What is kept of a piece that came by a connection: its length and its SHA-256, and not what it says, for there may be a token in it. */
final class PieceDigest {

    private static final FastThreadLocal<MessageDigest> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() throws NoSuchAlgorithmException {
            return MessageDigest.getInstance("SHA-256");
        }
    };

    private final int length;
    private final byte[] sha256;

    private PieceDigest(int length, byte[] sha256) {
        this.length = length;
        this.sha256 = sha256;
    }

    static PieceDigest of(ByteBuf piece) {
        return new PieceDigest(piece.readableBytes(), digest(piece));
    }

    boolean isOf(ByteBuf piece) {
        return length == piece.readableBytes() && Arrays.equals(sha256, digest(piece));
    }

    private static byte[] digest(ByteBuf piece) {
        MessageDigest digest = OF_THREAD.get();
        digest.update(piece.nioBuffer());
        return digest.digest();
    }
}
