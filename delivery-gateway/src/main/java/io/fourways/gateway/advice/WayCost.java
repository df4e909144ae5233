package io.fourways.gateway.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What one way costs one client of a channel. Per event where there are events; null where there are none.
 *
 * @param requestsPerEvent   requests for each event
 * @param bytesPerEvent      bytes on the wire for each event, heads and heartbeats included
 * @param emptyShare         the share of answers that bring nothing; null where there are no answers
 * @param stalenessSeconds   how old an event is on average when it arrives, as far as the way is to blame
 * @param heldConnections    connections kept open all the time
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WayCost(
        @Nullable Double requestsPerEvent,
        @Nullable Double bytesPerEvent,
        @Nullable Double emptyShare,
        double stalenessSeconds,
        int heldConnections) {}
