package io.fourways.dispatch.message;

import io.fourways.contract.Event;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is to become a message.
 *
 * @param appId        whose it is
 * @param identity     what makes it one and the same however often it comes; null when nothing does
 * @param eventType    what endpoints filter by
 * @param channels     what they filter by too; empty for none
 * @param tags         what it is found by
 * @param contentType  the media type of the payload
 * @param payload      as it is to be sent, byte for byte; not to be changed
 * @param traceparent  the trace that it belongs to
 * @param operational  whether it is about dispatch itself
 * @param onlyEndpoint the one endpoint to get it whatever its filters say; null for those that match
 * @param publishedAt  when it set out, if that was before it is accepted: what its latency counts from
 * @param event        what is to be brought onto the log when it is stored, made of the message's id and its time; null
 *                     for nothing, as for all that comes from there
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewMessage(
        String appId,
        @Nullable Identity identity,
        String eventType,
        List<String> channels,
        List<String> tags,
        String contentType,
        byte[] payload,
        @Nullable String traceparent,
        boolean operational,
        @Nullable String onlyEndpoint,
        @Nullable Instant publishedAt,
        @Nullable BiFunction<String, Instant, Event> event) {

    /** The media type of almost everything. */
    public static final String JSON = "application/json";
}
