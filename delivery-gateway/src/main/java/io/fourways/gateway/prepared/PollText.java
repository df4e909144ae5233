package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a poll says, but for its place: all that decides who asks, for what and how. Two requests of one text differ in the
 * cursor behind {@code after=} and in {@code If-None-Match} only.
 *
 * @param before its target up to the cursor
 * @param behind its target behind the cursor
 * @param fields the names and values of its fields, as they came
 */
record PollText(String before, String behind, List<String> fields) {

    private static final String TARGET = "/v1/events?";
    private static final String AFTER = "after=";
    private static final String TAG = "if-none-match";

    /** Whatever has one of these is WebFlux's: pages, traces, upgrades, and connections that are not to go on. */
    private static final Set<String> OTHERS =
            Set.of("origin", "traceparent", "upgrade", "expect", "connection", "http2-settings");

    /**
     * A text and the place at which it was said.
     *
     * @param after what is behind {@code after=}; null without one
     * @param known what {@code If-None-Match} names; null without one
     */
    record Said(
            PollText text, @Nullable Cursor after, @Nullable Cursor known) {}

    /** What a request says; null when it is none that could be answered here. */
    static @Nullable Said of(HttpRequest request) {
        String target = request.uri();
        if (!isPlain(request) || !target.startsWith(TARGET)) {
            return null;
        }
        int from = cursorAt(target);
        int to = from < 0 ? target.length() : end(target, from);
        List<String> fields = new ArrayList<>();
        Iterator<Map.Entry<CharSequence, CharSequence>> all = request.headers().iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            String name = field.getKey().toString();
            String lower = name.toLowerCase(Locale.ROOT);
            if (OTHERS.contains(lower)) {
                return null;
            }
            if (!lower.equals(TAG)) {
                fields.add(name);
                fields.add(field.getValue().toString());
            }
        }
        PollText text = new PollText(target.substring(0, from < 0 ? to : from), target.substring(to), fields);
        return text.at(request);
    }

    private static boolean isPlain(HttpRequest request) {
        return HttpMethod.GET.equals(request.method()) && HttpVersion.HTTP_1_1.equals(request.protocolVersion());
    }

    private static int cursorAt(String target) {
        int from = TARGET.length();
        while (from > 0 && !target.startsWith(AFTER, from)) {
            from = target.indexOf('&', from) + 1;
        }
        return from == 0 ? -1 : from + AFTER.length();
    }

    private static int end(String target, int from) {
        int next = target.indexOf('&', from);
        return next < 0 ? target.length() : next;
    }

    /** Whether a request says the same, wherever; what it says there is {@link #at}. */
    boolean isSaidBy(HttpRequest request) {
        String target = request.uri();
        if (!isPlain(request)
                || target.length() < before.length() + behind.length()
                || !target.startsWith(before)
                || !target.endsWith(behind)) {
            return false;
        }
        int next = 0;
        Iterator<Map.Entry<CharSequence, CharSequence>> all = request.headers().iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            boolean same = next < fields.size()
                    && fields.get(next).contentEquals(field.getKey())
                    && fields.get(next + 1).contentEquals(field.getValue());
            if (same) {
                next += 2;
            } else if (!TAG.equalsIgnoreCase(field.getKey().toString())) {
                return false;
            }
        }
        return next == fields.size();
    }

    /** This text with the place at which the request says it; null when that is not the form of one. */
    @Nullable
    Said at(HttpRequest request) {
        String target = request.uri();
        String place = target.substring(before.length(), target.length() - behind.length());
        Cursor after = Cursor.parse(place).orElse(null);
        List<String> tags = request.headers().getAll(TAG);
        Cursor known = tags.size() == 1 ? tag(tags.get(0)) : null;
        boolean hasPlace = after != null || (place.isEmpty() && known != null);
        return hasPlace && (known != null || tags.isEmpty()) ? new Said(this, after, known) : null;
    }

    private static @Nullable Cursor tag(String tag) {
        boolean quoted = tag.length() > 2 && tag.charAt(0) == '"' && tag.charAt(tag.length() - 1) == '"';
        return quoted ? Cursor.parse(tag.substring(1, tag.length() - 1)).orElse(null) : null;
    }
}
