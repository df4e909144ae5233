package io.fourways.gateway.read;

import io.fourways.gateway.way.Way;
import io.fourways.service.problem.ProblemException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Tells by a request's method and headers which of the four ways is asked for. */
final class Ways {

    private Ways() {}

    /** The way; whether a poll is a long one is said elsewhere. Who asks for the head alone waits for nothing. */
    static Way of(ServerHttpRequest request) {
        if (isUpgrade(request)) {
            return Way.WEBSOCKET;
        }
        List<MediaType> accepted = accepted(request.getHeaders());
        double stream = quality(accepted, MediaType.TEXT_EVENT_STREAM, false);
        double json = accepted.isEmpty() ? 1 : quality(accepted, MediaType.APPLICATION_JSON, true);
        if (stream > 0 && stream >= json) {
            return isHead(request) ? Way.SHORT_POLL : Way.SSE;
        }
        if (json <= 0) {
            throw new ProblemException(
                    HttpStatus.NOT_ACCEPTABLE,
                    "not-acceptable",
                    "Not acceptable",
                    "Events come as application/json or text/event-stream");
        }
        return Way.SHORT_POLL;
    }

    static boolean isUpgrade(ServerHttpRequest request) {
        return !isHead(request)
                && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
    }

    static boolean isHead(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.HEAD);
    }

    private static List<MediaType> accepted(HttpHeaders headers) {
        try {
            return headers.getAccept();
        } catch (InvalidMediaTypeException malformed) {
            throw ProblemException.invalid("Accept", "Accept is not a list of media types");
        }
    }

    private static double quality(List<MediaType> accepted, MediaType offered, boolean wildcards) {
        return accepted.stream()
                .filter(range -> (wildcards || range.isConcrete()) && range.includes(offered))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}
