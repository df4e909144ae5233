package io.fourways.gateway.conformance;

/** What a client of {@code fourways.v1} says to see that it is heard, and what it is answered. */
final class Command {

    private static final String UNSUBSCRIBE = "{\"id\":%d,\"unsubscribe\":{\"channels\":[\"a\"]}}";

    private Command() {}

    /** One that is answered with its id and is otherwise of no effect. */
    static String of(int id) {
        return UNSUBSCRIBE.formatted(id);
    }

    /** The same, so many bytes long. */
    static String of(int id, int length) {
        String shortest = of(id);
        return shortest + " ".repeat(length - shortest.length());
    }

    static String answer(int id) {
        return "{\"id\":%d,\"unsubscribed\":{\"channels\":[\"a\"]}}".formatted(id);
    }

    /** Publishes a JSON value on the channel {@code echo}. */
    static String publish(String json) {
        return "{\"id\":1,\"publish\":{\"channel\":\"echo\",\"data\":" + json + "}}";
    }
}
