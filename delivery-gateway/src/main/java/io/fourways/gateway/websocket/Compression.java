package io.fourways.gateway.websocket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An offer to compress messages that is agreed to. What clients send is inflated each message by itself, so that nothing is
 * kept between messages: a server may demand that though it was not offered. What the server sends is as it likes: each
 * message by itself, too, so that one compressed form does for all.
 *
 * @param parameters what was agreed, as the response says it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1">RFC 7692, permessage-deflate</a>
 */
record Compression(List<String> parameters) {

    private static final String NAME = "permessage-deflate";
    private static final String EACH_BY_ITSELF = "client_no_context_takeover";
    private static final String NO_VALUE = "";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String WHOLE_WINDOW = SERVER_WINDOW + "=15";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final Pattern WINDOW_BITS = Pattern.compile("[89]|1[0-5]");

    /** The first of the offers, in the headers that hold them, that is one. */
    static Optional<Compression> of(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .flatMap(offer -> accept(offer).stream())
                .findFirst();
    }

    private static Optional<Compression> accept(String offer) {
        String[] parts = offer.strip().split("\\s*;\\s*", -1);
        Map<String, String> asked = new LinkedHashMap<>();
        boolean valid = parts[0].equalsIgnoreCase(NAME);
        for (int i = 1; valid && i < parts.length; i++) {
            String[] pair = parts[i].split("\\s*=\\s*", 2);
            String value = pair.length == 1 ? NO_VALUE : unquoted(pair[1]);
            String name = pair[0].toLowerCase(Locale.ROOT);
            valid = isKnown(name, value, pair.length == 2) && asked.put(name, value) == null;
        }
        return valid ? Optional.of(new Compression(answer(asked))) : Optional.empty();
    }

    private static String unquoted(String value) {
        return value.length() > 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private static boolean isKnown(String name, String value, boolean given) {
        return switch (name) {
            case "server_no_context_takeover", EACH_BY_ITSELF -> !given;
            case CLIENT_WINDOW -> !given || WINDOW_BITS.matcher(value).matches();
            case SERVER_WINDOW -> WINDOW_BITS.matcher(value).matches();
            default -> false;
        };
    }

    /** What is asked of the server is confirmed; of the client nothing but that it begins each message anew. */
    private static List<String> answer(Map<String, String> asked) {
        List<String> answer = new ArrayList<>(List.of(EACH_BY_ITSELF));
        asked.forEach((name, value) -> {
            if (name.startsWith("server_")) {
                answer.add(value.equals(NO_VALUE) ? name : name + "=" + value);
            }
        });
        return answer;
    }

    /** Whether the client takes what was compressed with the whole window: it may have room for a smaller one only. */
    boolean isWholeWindow() {
        return parameters.stream()
                .allMatch(parameter -> !parameter.startsWith(SERVER_WINDOW) || parameter.equals(WHOLE_WINDOW));
    }

    /** The value of the response's header. */
    String header() {
        return NAME + "; " + String.join("; ", parameters);
    }
}
