package io.fourways.gateway.channels;

/**
 * What goes over a channel, or several together.
 *
 * @param events     how many events were seen
 * @param bytes      the sum of their JSON's lengths
 * @param perSecond  events per second, an exponential moving average over a minute
 * @param lastMillis when the newest came, milliseconds since the epoch; 0 when there was none
 */
public record Traffic(long events, long bytes, double perSecond, long lastMillis) {

    /** None at all. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(
                events + other.events,
                bytes + other.bytes,
                perSecond + other.perSecond,
                Math.max(lastMillis, other.lastMillis));
    }

    /** The mean length of an event's JSON; 0 when there was none. */
    public double meanBytes() {
        return events == 0 ? 0 : (double) bytes / events;
    }
}
