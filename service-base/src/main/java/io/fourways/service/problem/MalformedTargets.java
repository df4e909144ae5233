package io.fourways.service.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.ObjectWriter;

/**
 * Answers requests whose target is no URI (a {@code %} that begins no escape, a character that must be escaped), which
 * the framework answers with a bare 400 before any handler sees them.
 */
final class MalformedTargets {

    private static final String ANY_HOST = "http://host";

    private final ObjectWriter json;

    MalformedTargets(ObjectWriter json) {
        this.json = json;
    }

    /** The problem, where the framework has refused the request already; else what the framework would do. */
    Mono<Void> answer(HttpServerRequest request, HttpServerResponse response, Mono<Void> otherwise) {
        boolean refused = HttpResponseStatus.BAD_REQUEST.equals(response.status());
        return refused ? refuse(request.uri(), response) : otherwise;
    }

    private Mono<Void> refuse(String target, HttpServerResponse response) {
        ProblemDetail problem = problem(target).getBody();
        byte[] body = json.writeValueAsBytes(problem);
        return response.header(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .header(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
                .sendByteArray(Mono.just(body))
                .then();
    }

    static ProblemException problem(String target) {
        String member = malformed(target);
        return ProblemException.invalid(
                member, member + " has a % that begins no percent-escape, or a character that must be percent-encoded");
    }

    /** The path, or the first parameter of the query, that is malformed. */
    private static String malformed(String target) {
        int mark = target.indexOf('?');
        if (mark < 0 || !isWellFormed(target.substring(0, mark))) {
            return "path";
        }
        for (String parameter : target.substring(mark + 1).split("&", -1)) {
            if (!isWellFormed("/?" + parameter)) {
                return name(parameter);
            }
        }
        return "query";
    }

    private static String name(String parameter) {
        int sign = parameter.indexOf('=');
        String name = sign < 0 ? "" : parameter.substring(0, sign);
        return name.isEmpty() || !isWellFormed("/?" + name) ? "query" : name;
    }

    private static boolean isWellFormed(String target) {
        try {
            new URI(target.startsWith("/") ? ANY_HOST + target : target);
            return true;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
