package io.fourways.gateway.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection by which polls are sent, and answers read as they come. */
final class Wire implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private final Socket socket;
    private final InputStream input;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        input = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * A poll.
     *
     * @param tag    the cursor of its {@code If-None-Match}; empty for none
     * @param fields other fields, each a line
     */
    record Poll(String query, String tag, String fields) {

        Poll(String query, String tag) {
            this(query, tag, "");
        }

        private byte[] bytes() {
            String condition = tag.isEmpty() ? "" : "If-None-Match: \"" + tag + "\"\r\n";
            return ("GET /v1/events?" + query + " HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" + fields + condition + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** The answer to a poll, head and body. */
    String ask(Poll poll) throws IOException {
        send(poll);
        return answer();
    }

    void send(Poll poll) throws IOException {
        socket.getOutputStream().write(poll.bytes());
    }

    String answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException("after " + head);
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = length.find() ? input.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return head + new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
