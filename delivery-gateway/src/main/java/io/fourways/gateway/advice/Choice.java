package io.fourways.gateway.advice;

import io.fourways.gateway.way.Way;
import java.util.Locale;

/**
 * The way to use, and why.
 *
 * @param way     which
 * @param because the reason, with the measured numbers in it
 */
record Choice(Way way, String because) {

    private static final double RARE = 1 / 120.0;
    private static final double OCCASIONAL = 1 / 20.0;
    private static final double FAST = 20;

    static Choice of(double perSecond, Assumptions given) {
        if (perSecond < RARE) {
            return new Choice(
                    Way.SHORT_POLL,
                    number(
                            "Fewer than one event in two minutes: asking every %.0f s costs little and holds nothing open",
                            given.pollIntervalSeconds()));
        }
        if (perSecond < OCCASIONAL) {
            return new Choice(
                    Way.LONG_POLL,
                    number(
                            "An event every %.0f s: about one parked request for each, near real time with plain HTTP",
                            1 / perSecond));
        }
        if (perSecond < FAST) {
            return new Choice(
                    Way.SSE,
                    number(
                            "%.2f events a second: a stream saves a request for each, and resumes by itself",
                            perSecond));
        }
        return new Choice(
                Way.WEBSOCKET,
                number(
                        "%.0f events a second: the smallest frame for each, and the same connection can publish",
                        perSecond));
    }

    private static String number(String text, double value) {
        return String.format(Locale.ROOT, text, value);
    }
}
