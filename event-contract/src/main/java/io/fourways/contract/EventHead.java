package io.fourways.contract;

import org.jspecify.annotations.Nullable;

/**
 * What delivering an event needs to know of it.
 *
 * @param id      with {@code source} the event's identity
 * @param source  where it comes from
 * @param type    its type
 * @param channel where it belongs
 * @param time    when it happened, RFC 3339
 * @param subject its {@code subject} attribute, if all attributes were asked for
 * @param trace   its {@code traceparent} attribute, as it was sent, if all attributes were asked for
 */
public record EventHead(
        String id,
        String source,
        String type,
        Channel channel,
        @Nullable String time,
        @Nullable String subject,
        @Nullable String trace) {

    /** Takes attributes in the order they come and knows when it has seen all it can use, or all it needs. */
    static final class Reader {

        private final boolean all;
        private @Nullable String id;
        private @Nullable String source;
        private @Nullable String type;
        private @Nullable String channel;
        private @Nullable String time;
        private @Nullable String subject;
        private @Nullable String trace;

        /** @param all whether those are looked for, too, that few events have: they stand behind the others */
        Reader(boolean all) {
            this.all = all;
        }

        void attribute(String name, String value) {
            switch (name) {
                case "id" -> id = value;
                case "source" -> source = value;
                case "type" -> type = value;
                case "channel" -> channel = value;
                case "time" -> time = value;
                case "subject" -> subject = all ? value : null;
                case "traceparent" -> trace = all ? value : null;
                default -> {}
            }
        }

        boolean isComplete() {
            return time != null && !all && isSufficient();
        }

        boolean isSufficient() {
            return id != null && source != null && type != null && channel != null;
        }

        EventHead read() {
            return new EventHead(
                    present("id", id),
                    present("source", source),
                    present("type", type),
                    new Channel(present("channel", channel)),
                    time,
                    subject,
                    trace);
        }

        private static String present(String member, @Nullable String value) {
            if (value == null) {
                throw new InvalidEventException(member, "is missing");
            }
            return value;
        }
    }
}
