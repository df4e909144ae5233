package io.fourways.bench.load;

import java.nio.charset.StandardCharsets;

/** A POST as it goes over the wire. */
public final class HttpRequestText {

    private final StringBuilder head;

    public HttpRequestText(String path) {
        head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    }

    public HttpRequestText header(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** The whole with its body. */
    public byte[] with(String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return (head + "Content-Length: " + length + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }
}
