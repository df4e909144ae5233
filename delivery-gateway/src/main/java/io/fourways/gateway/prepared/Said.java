package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.shortcut.Parts;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a poll says: a text, and the place at which it is said.
 *
 * @param after what is behind {@code after=}; null without one
 * @param known what {@code If-None-Match} names; null without one
 * @param parts where the request says these
 */
record Said(PollText text, @Nullable Cursor after, @Nullable Cursor known, Parts parts) {

    private static final String TARGET = "/v1/events?";
    private static final String AFTER = "after=";

    /** Whatever has one of these is WebFlux's: pages, traces, upgrades, and connections that are not to go on. */
    private static final List<AsciiString> OTHERS = List.of(
            HttpHeaderNames.ORIGIN,
            AsciiString.cached("traceparent"),
            HttpHeaderNames.UPGRADE,
            HttpHeaderNames.EXPECT,
            AsciiString.cached("http2-settings"));

    /** What a request says; null when it is none that could be answered here. */
    static @Nullable Said of(HttpRequest request) {
        String target = request.uri();
        if (!isPlain(request) || !target.startsWith(TARGET)) {
            return null;
        }
        int from = cursorAt(target);
        int to = end(target, from);
        Cursor after = Cursor.parse(target.substring(from, to)).orElse(null);
        List<String> tags = request.headers().getAll(HttpHeaderNames.IF_NONE_MATCH);
        Cursor known = tags.size() == 1 ? tag(tags.get(0)) : null;
        boolean hasPlace = after != null || (from == to && known != null);
        PollText text = hasPlace && (known != null || tags.isEmpty()) ? text(request, from, to) : null;
        AsciiString field = known == null ? null : HttpHeaderNames.IF_NONE_MATCH;
        return text == null ? null : new Said(text, after, known, new Parts(from, to, field));
    }

    private static boolean isPlain(HttpRequest request) {
        return HttpMethod.GET.equals(request.method())
                && HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && request.headers().getAll(HttpHeaderNames.HOST).size() == 1;
    }

    /** Where the cursor begins; the end of a target that has none. */
    private static int cursorAt(String target) {
        int from = TARGET.length();
        while (from > 0 && !target.startsWith(AFTER, from)) {
            from = target.indexOf('&', from) + 1;
        }
        return from == 0 ? target.length() : from + AFTER.length();
    }

    private static int end(String target, int from) {
        int next = target.indexOf('&', from);
        return next < 0 ? target.length() : next;
    }

    /** The place that a tag names; null when it names none. */
    static @Nullable Cursor tag(String tag) {
        boolean quoted = tag.length() > 2 && tag.charAt(0) == '"' && tag.charAt(tag.length() - 1) == '"';
        return quoted ? Cursor.parse(tag.substring(1, tag.length() - 1)).orElse(null) : null;
    }

    private static @Nullable PollText text(HttpRequest request, int from, int to) {
        TextDigest digest = TextDigest.begin();
        digest.add(request.uri(), 0, from);
        digest.add(request.uri(), to, request.uri().length());
        boolean ours = true;
        Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                request.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            ours &= !isOthers(field.getKey()) && goesOn(field);
            if (!HttpHeaderNames.IF_NONE_MATCH.contentEqualsIgnoreCase(field.getKey())) {
                digest.add(field.getKey());
                digest.add(field.getValue());
            }
        }
        PollText text = digest.end();
        return ours ? text : null;
    }

    /** Many clients say what HTTP/1.1 means without it: that the connection is to go on. */
    private static boolean goesOn(Map.Entry<CharSequence, CharSequence> field) {
        return !HttpHeaderNames.CONNECTION.contentEqualsIgnoreCase(field.getKey())
                || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(field.getValue());
    }

    private static boolean isOthers(CharSequence name) {
        for (AsciiString other : OTHERS) {
            if (other.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
