package io.fourways.gateway.advice;

/**
 * What the formulas take for granted of a client, shown with every advice.
 *
 * @param pollIntervalSeconds how often a short poll asks: as often as {@code Poll-After} says
 * @param longPollWaitSeconds how long a long poll is parked
 * @param roundTripSeconds    from an answer to the next request's arrival
 * @param heartbeatSeconds    after how long a quiet stream says its position
 * @param pollHeadBytes       the heads of one request and its answer, and the empty page
 * @param sseFrameBytes       what an event stream adds to each event
 * @param webSocketFrameBytes what a WebSocket adds to each event
 * @param heartbeatBytes      a position on a quiet stream
 */
public record Assumptions(
        double pollIntervalSeconds,
        double longPollWaitSeconds,
        double roundTripSeconds,
        double heartbeatSeconds,
        int pollHeadBytes,
        int sseFrameBytes,
        int webSocketFrameBytes,
        int heartbeatBytes) {

    private static final double LONG_POLL_WAIT = 30;
    private static final double ROUND_TRIP = 0.05;
    private static final int POLL_HEAD = 640;
    private static final int SSE_FRAME = 41;
    private static final int WEBSOCKET_FRAME = 4;
    private static final int HEARTBEAT = 30;

    static Assumptions of(double pollIntervalSeconds, double heartbeatSeconds) {
        return new Assumptions(
                pollIntervalSeconds,
                LONG_POLL_WAIT,
                ROUND_TRIP,
                heartbeatSeconds,
                POLL_HEAD,
                SSE_FRAME,
                WEBSOCKET_FRAME,
                HEARTBEAT);
    }
}
