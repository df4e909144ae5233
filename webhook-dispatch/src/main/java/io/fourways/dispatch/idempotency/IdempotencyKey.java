package io.fourways.dispatch.idempotency;

import io.fourways.dispatch.access.ApiKey;
import java.util.TreeSet;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * A key, and what it is for.
 *
 * @param scope who asks for what: of others, and elsewhere, the same key is another one
 * @param text  as it was sent
 */
record IdempotencyKey(String scope, String text) {

    /** What else the caller may do is part of it, so that nobody gets an answer that they would not have been given. */
    static IdempotencyKey of(ServerRequest request, String text) {
        ApiKey caller = ApiKey.of(request);
        String opens = caller.opensEverything() ? "*" : String.join(" ", new TreeSet<>(caller.apps()));
        return new IdempotencyKey(caller.subject() + "\n" + opens + "\n" + request.path(), text);
    }
}
