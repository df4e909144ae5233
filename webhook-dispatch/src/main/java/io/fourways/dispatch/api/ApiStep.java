package io.fourways.dispatch.api;

import org.springframework.core.Ordered;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Something that every request to the API goes through before it reaches its handler. A bean of this type takes part; the
 * one of least order is the outermost.
 */
public interface ApiStep extends HandlerFilterFunction<ServerResponse, ServerResponse>, Ordered {

    /** Who is calling is found out here: what comes later knows it. */
    int AUTHENTICATION = 0;

    /** Bodies are read behind it, in a bounded memory. */
    int MEMORY = 50;

    /** Requests that repeat earlier ones go no further. */
    int IDEMPOTENCY = 100;
}
