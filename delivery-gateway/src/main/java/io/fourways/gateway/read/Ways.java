package io.fourways.gateway.read;

import io.fourways.gateway.way.Way;
import io.fourways.service.problem.ProblemException;
import java.util.Comparator;
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
        Preference stream = Preference.of(accepted, MediaType.TEXT_EVENT_STREAM);
        Preference json = Preference.of(accepted, MediaType.APPLICATION_JSON);
        if (stream.quality > 0 && (json.quality <= 0 || (stream.isNamed && stream.quality >= json.quality))) {
            return isHead(request) ? Way.SHORT_POLL : Way.SSE;
        }
        if (json.quality <= 0) {
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

    /**
     * What is said of one media type: by the most specific range that includes it (RFC 9110, 12.5.1).
     *
     * @param isNamed whether by more than that everything is accepted
     */
    private record Preference(double quality, boolean isNamed) {

        private static final Preference ANYTHING = new Preference(1, false);
        private static final Preference NONE = new Preference(0, false);

        private static final Comparator<MediaType> SPECIFICITY = Comparator.comparing(MediaType::isWildcardType)
                .thenComparing(MediaType::isWildcardSubtype)
                .reversed();

        static Preference of(List<MediaType> accepted, MediaType offered) {
            return accepted.isEmpty()
                    ? ANYTHING
                    : accepted.stream()
                            .filter(range -> range.includes(offered))
                            .max(SPECIFICITY.thenComparingDouble(MediaType::getQualityValue))
                            .map(range -> new Preference(range.getQualityValue(), !range.isWildcardType()))
                            .orElse(NONE);
        }
    }
}
