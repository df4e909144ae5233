package io.fourways.dispatch.delivery.recording;

/** A URL as it may be shown: its query, and what else follows the path, is often a token. The path stays. */
final class ShownUrl {

    private ShownUrl() {}

    static String of(String url) {
        int fragment = url.indexOf('#');
        String sent = fragment < 0 ? url : url.substring(0, fragment);
        int query = sent.indexOf('?');
        return query < 0 ? sent : sent.substring(0, query) + "?…";
    }
}
