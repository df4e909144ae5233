package io.fourways.dispatch.delivery.claim;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is this dispatcher's until its lease ends.
 *
 * @param messageId   of what is delivered; with the endpoint's id its name
 * @param createdAt   the message's time
 * @param publishedAt when the message set out
 * @param endpointId  where it goes
 * @param fence       what proves the claim when it is recorded
 * @param attempts    those of the schedule before this one
 * @param backlog     whether it is behind live traffic
 * @param byHand      whether somebody asked for this attempt
 * @param expired     whether an earlier lease has ended unrecorded, so that the endpoint may have it already
 * @param turn        whether it has the endpoint for itself
 * @param ordering    whether the endpoint wants one after the other, and what follows when one is given up
 * @param leaseUntil  when somebody else may claim it
 * @param eventType   the message's
 * @param contentType of the payload
 * @param payload     what is sent, shared with its other deliveries; none once it is expunged
 * @param traceparent of what led to the message
 * @param operational whether the message is about dispatch itself
 * @param failing     whether an event has said that it fails
 * @param schedule    the event type's own, seconds before each retry
 */
@SuppressWarnings("ArrayRecordComponent")
public record Claimed(
        String messageId,
        Instant createdAt,
        Instant publishedAt,
        String endpointId,
        int fence,
        int attempts,
        boolean backlog,
        boolean byHand,
        boolean expired,
        boolean turn,
        @Nullable String ordering,
        Instant leaseUntil,
        String eventType,
        String contentType,
        byte @Nullable [] payload,
        @Nullable String traceparent,
        boolean operational,
        boolean failing,
        @Nullable List<Integer> schedule) {

    private static final int BYTES_OF_A_WEIGHT = 16 * 1024;

    /**
     * How many small deliveries it is worth in memory.
     *
     * @param answer how many bytes of an answer may be kept until it is recorded
     */
    public int weight(long answer) {
        long further = (payload == null ? 0 : payload.length / BYTES_OF_A_WEIGHT) + answer / (BYTES_OF_A_WEIGHT + 1);
        return (int) (1 + further);
    }

    Claimed with(byte @Nullable [] another) {
        return with(another, traceparent);
    }

    /** The same, where its trace has come to meanwhile. */
    public Claimed at(@Nullable String place) {
        return with(payload, place);
    }

    private Claimed with(byte @Nullable [] another, @Nullable String place) {
        return new Claimed(
                messageId,
                createdAt,
                publishedAt,
                endpointId,
                fence,
                attempts,
                backlog,
                byHand,
                expired,
                turn,
                ordering,
                leaseUntil,
                eventType,
                contentType,
                another,
                place,
                operational,
                failing,
                schedule);
    }

    /** Keeps payloads out of logs. */
    @Override
    public String toString() {
        return "Claimed[" + messageId + " to " + endpointId + ", fence " + fence + "]";
    }
}
