package io.fourways.dispatch.delivery.recording;

/** A URL as it may be shown: what follows the path is often a token. */
final class ShownUrl {

    private ShownUrl() {}

    static String of(String url) {
        int query = url.indexOf('?');
        int end = query < 0 ? url.indexOf('#') : query;
        return end < 0 ? url : url.substring(0, end) + (query < 0 ? "" : "?…");
    }
}
