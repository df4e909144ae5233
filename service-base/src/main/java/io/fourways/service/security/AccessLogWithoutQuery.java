package io.fourways.service.security;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.logging.AccessLog;
import reactor.netty.http.server.logging.AccessLogArgProvider;

/**
 * Reactor Netty's access log without queries, which may carry tokens. It is on when the system property
 * {@value #SWITCH} is true, as ever.
 */
final class AccessLogWithoutQuery {

    private static final String SWITCH = "reactor.netty.http.server.accessLogEnabled";

    private AccessLogWithoutQuery() {}

    static HttpServer of(HttpServer server) {
        return server.accessLog(Boolean.getBoolean(SWITCH), AccessLogWithoutQuery::line);
    }

    private static AccessLog line(AccessLogArgProvider request) {
        return AccessLog.create(
                "{} - [{}] \"{} {} {}\" {} {} {}",
                request.connectionInformation() == null
                        ? "-"
                        : request.connectionInformation().connectionRemoteAddress(),
                request.accessDateTime(),
                request.method(),
                path(request.uri()),
                request.protocol(),
                request.status(),
                request.contentLength(),
                request.duration());
    }

    private static String path(@Nullable CharSequence uri) {
        return uri == null ? "-" : uri.toString().split("\\?", 2)[0];
    }
}
