package io.fourways.system.client;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A reader of server-sent events that asks, and then reads nothing until it is told to. */
public final class StalledReader implements AutoCloseable {

    private static final int SMALL_BUFFER = 16 * 1024;

    private final Socket socket = new Socket();

    private StalledReader(URI gateway, Subscription subscription) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        socket.getOutputStream().write(Crowd.request(gateway, subscription));
    }

    /** Asks, and stalls. */
    public static StalledReader at(URI gateway, Subscription subscription) {
        try {
            return new StalledReader(gateway, subscription);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads everything from the beginning of the response, into the journal, until the connection ends. */
    public void readOn(Journal journal) {
        Thread thread = new Thread(() -> read(journal), "stalled-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(Journal journal) {
        try {
            InputStream in = socket.getInputStream();
            skipHead(in);
            EventStream.read(
                    new BufferedReader(new InputStreamReader(new Chunks(in), StandardCharsets.UTF_8)), journal);
        } catch (IOException ended) {
            journal.notice("ended: " + ended);
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        List<Integer> end = List.of(13, 10, 13, 10);
        for (int matched = 0; matched < end.size(); ) {
            int c = in.read();
            matched = c == end.get(matched) ? matched + 1 : c == 13 ? 1 : 0;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a chunked body (RFC 9112, 7.1). */
    private static final class Chunks extends InputStream {

        private final InputStream in;
        private int left;

        Chunks(InputStream in) {
            this.in = new BufferedInputStream(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                left = Integer.parseInt(line(), 16);
            }
            int n = left == 0 ? -1 : in.read(bytes, offset, Math.min(length, left));
            left -= Math.max(n, 0);
            if (n > 0 && left == 0) {
                line();
            }
            return n;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                line.append((char) c);
            }
            return line.toString().strip();
        }
    }
}
