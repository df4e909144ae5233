package io.fourways.gateway.frames;

import io.fourways.gateway.drain.GoingAwayException;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.service.problem.Problems;
import java.nio.charset.StandardCharsets;
import org.springframework.web.ErrorResponse;

/**
 * Why a WebSocket is closed.
 *
 * @param code the status code (RFC 6455, 7.4, and ours from 4000 on)
 * @param text for the eyes of the client's developer; at most 123 bytes in UTF-8
 */
public record CloseReason(int code, String text) {

    private static final int MAX_BYTES = 123;

    public static final CloseReason EXPIRED = new CloseReason(4401, "The token has expired");
    public static final CloseReason REFUSED_TOO_OFTEN = new CloseReason(4429, "Too many frames had to be refused");
    public static final CloseReason TOO_SLOW = new CloseReason(1008, "Events are not taken as fast as they come");
    public static final CloseReason DRAINED = new CloseReason(1012, "The gateway is about to stop");
    public static final CloseReason NO_BINARY = new CloseReason(1003, "Events are sent as text frames");
    static final CloseReason NOT_UTF8 = new CloseReason(1007, "Text frames are UTF-8");
    static final CloseReason TOO_BIG = new CloseReason(1009, "The message is larger than allowed");
    static final CloseReason RESERVED_BITS = new CloseReason(1002, "Reserved bits are set");
    public static final CloseReason INTERNAL_ERROR = new CloseReason(1011, "Something failed here; it has been logged");

    public CloseReason {
        text = abbreviated(text);
    }

    /** What a failure is to a client whose connection ends by it. */
    public static CloseReason of(Throwable failure) {
        if (failure instanceof GoingAwayException) {
            return DRAINED;
        }
        if (failure instanceof LogUnavailableException) {
            return new CloseReason(1013, "The log cannot be read now");
        }
        ErrorResponse problem = Problems.of(failure);
        String detail = problem.getBody().getDetail();
        return new CloseReason(code(problem.getStatusCode().value()), detail == null ? "" : detail);
    }

    private static int code(int status) {
        return switch (status) {
            case 401 -> 4401;
            case 403 -> 4403;
            case 429 -> 4429;
            case 503 -> 1013;
            default -> status >= 500 ? 1011 : 1008;
        };
    }

    private static String abbreviated(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return text;
        }
        int end = Math.min(text.length(), MAX_BYTES);
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES - 3) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end) + "…";
    }
}
