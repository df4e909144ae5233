package io.fourways.gateway.poll;

import io.fourways.gateway.position.Start;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.service.access.BearerTokens;

/**
 * What caches may do with the answer to a poll, as {@code Cache-Control} says it. A page behind a cursor with more behind
 * it stays true: the log is only written at its end. So it may be given again, to anybody if it was given to who had shown
 * no token. Every other answer says what there was at that moment, and is to be asked for anew.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2">RFC 9111, section 5.2.2</a>
 */
public final class Caching {

    /** Of what may have changed by now. */
    public static final String NOT_AT_ALL = "private, no-cache";

    /**
     * The fields of a request that decide over its answer ({@code Vary}). A tag is one: the page up to a place may have
     * been all there was when it was given, and have more behind it later, with the same tag.
     */
    static final String FIELDS = "Accept, Prefer, Authorization, Cookie, Origin, If-None-Match";

    private static final String FOR_A_WHILE = ", max-age=60";

    private Caching() {}

    /** Of a page behind a cursor that the request names, with more behind it. */
    public static String ofFullPage(ReadRequest request) {
        return (BearerTokens.of(request.http()) == null ? "public" : "private") + FOR_A_WHILE;
    }

    static String of(ReadRequest request, boolean more) {
        return more && request.start() instanceof Start.After ? ofFullPage(request) : NOT_AT_ALL;
    }
}
