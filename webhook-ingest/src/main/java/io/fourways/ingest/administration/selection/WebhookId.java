package io.fourways.ingest.administration.selection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a webhook is called on the wire: the table it is in and its place there, so that it is found in its day without
 * an index of its own.
 *
 * @param accepted whether it is in the inbox, or among the rejected
 * @param position where
 */
public record WebhookId(boolean accepted, Position position) {

    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("([ar])([0-9a-z]{1,11})-([0-9a-z]{1,11})");

    /** The id with this text; empty when there can be none. */
    public static Optional<WebhookId> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Instant time = Instant.EPOCH.plus(Long.parseLong(matcher.group(2), RADIX), ChronoUnit.MICROS);
        long id = Long.parseLong(matcher.group(3), RADIX);
        return Optional.of(new WebhookId(matcher.group(1).equals("a"), new Position(time, id)));
    }

    @Override
    public String toString() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.receivedAt());
        return (accepted ? "a" : "r") + Long.toString(micros, RADIX) + "-" + Long.toString(position.id(), RADIX);
    }
}
