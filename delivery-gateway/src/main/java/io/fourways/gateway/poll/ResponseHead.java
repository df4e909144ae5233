package io.fourways.gateway.poll;

import io.fourways.service.date.HttpDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;

/** The head of a response as HTTP/1.1 has it on the wire (RFC 9112, 2.1). */
final class ResponseHead {

    private static final int AROUND_THE_REASON = "HTTP/1.1 200 \r\n".length();
    private static final int AROUND_A_FIELD = ": \r\n".length();
    private static final int END = "\r\n".length();

    private ResponseHead() {}

    /** Its length in bytes, with the date that it goes out with; all that is in it is ASCII. */
    static int length(ServerHttpResponse response) {
        boolean isDated = response.getHeaders().containsHeader(HttpHeaders.DATE);
        int date = isDated ? 0 : field(HttpHeaders.DATE, HttpDate.now());
        int[] length = {AROUND_THE_REASON + reason(response.getStatusCode()).length() + date + END};
        response.getHeaders().forEach((name, values) -> values.forEach(value -> length[0] += field(name, value)));
        return length[0];
    }

    /** Reactor Netty means to send chunks, until it finds that the length is known or that there is no body. */
    private static int field(String name, String value) {
        return name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING)
                ? 0
                : name.length() + value.length() + AROUND_A_FIELD;
    }

    private static String reason(@Nullable HttpStatusCode status) {
        HttpStatus known = status == null ? HttpStatus.OK : HttpStatus.resolve(status.value());
        return known == null ? "" : known.getReasonPhrase();
    }
}
