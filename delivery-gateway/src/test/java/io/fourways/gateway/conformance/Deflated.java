package io.fourways.gateway.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** The ways in which a client may compress a message (RFC 7692, 7.2.1 and 7.2.3). */
enum Deflated {
    /** As most do. */
    USUAL(Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY),
    /** In blocks that are not compressed at all. */
    STORED(Deflater.NO_COMPRESSION, Deflater.DEFAULT_STRATEGY),
    /** Without looking back. */
    HUFFMAN(Deflater.BEST_COMPRESSION, Deflater.HUFFMAN_ONLY),
    /** As well as can be. */
    BEST(Deflater.BEST_COMPRESSION, Deflater.FILTERED),
    /** In many blocks, with empty ones between them. */
    IN_BLOCKS(Deflater.BEST_SPEED, Deflater.DEFAULT_STRATEGY) {
        @Override
        byte[] of(byte[] message) {
            return inBlocks(message, 50);
        }
    },
    /** With a block that says it is the last, and a byte for the empty one that has to follow. */
    FINISHED(Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY) {
        @Override
        byte[] of(byte[] message) {
            byte[] finished = finished(message);
            return Arrays.copyOf(finished, finished.length + 1);
        }
    };

    private final int level;
    private final int strategy;

    Deflated(int level, int strategy) {
        this.level = level;
        this.strategy = strategy;
    }

    /** The message in this form. */
    byte[] of(byte[] message) {
        return inBlocks(message, Math.max(1, message.length));
    }

    /** A whole message in a frame of its own. */
    Frame frame(String message) {
        return frame(message.getBytes(StandardCharsets.UTF_8));
    }

    Frame frame(byte[] message) {
        return new Frame(Frame.FIN | Frame.RSV1 | Frame.TEXT, of(message));
    }

    byte[] inBlocks(byte[] message, int size) {
        Deflater deflater = deflater();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < message.length || i == 0; i += size) {
            deflater.setInput(message, i, Math.min(size, message.length - i));
            drain(deflater, out, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        byte[] all = out.toByteArray();
        return Arrays.copyOf(all, all.length - 4);
    }

    byte[] finished(byte[] message) {
        Deflater deflater = deflater();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deflater.setInput(message);
        deflater.finish();
        drain(deflater, out, Deflater.NO_FLUSH);
        deflater.end();
        return out.toByteArray();
    }

    /** A message that refers to one before it, as is done only where both have agreed to it. */
    static byte[] referring(byte[] before, byte[] message) {
        Deflater deflater = USUAL.deflater();
        deflater.setDictionary(before);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deflater.setInput(message);
        drain(deflater, out, Deflater.SYNC_FLUSH);
        deflater.end();
        byte[] all = out.toByteArray();
        return Arrays.copyOf(all, all.length - 4);
    }

    private Deflater deflater() {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        return deflater;
    }

    private static void drain(Deflater deflater, ByteArrayOutputStream out, int flush) {
        byte[] part = new byte[8192];
        int length;
        do {
            length = deflater.deflate(part, 0, part.length, flush);
            out.write(part, 0, length);
        } while (length > 0 || !(deflater.needsInput() || deflater.finished()));
    }
}
