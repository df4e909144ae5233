package io.fourways.bench.dispatch;

/** Payloads that say when they were made, so that whoever gets them knows how long they were on their way. */
public final class Webhook {

    static final int BYTES = 512;

    private static final String BEGIN = "{\"sent\":\"";
    private static final int DIGITS = 19;
    private static final String MIDDLE = "\",\"note\":\"";
    private static final String END = "\"}";
    private static final String NOTE = "x".repeat(BYTES - BEGIN.length() - DIGITS - MIDDLE.length() - END.length());

    private Webhook() {}

    /** One made at a time of {@link System#nanoTime()}, which all processes of a machine have in common. */
    public static String sentAt(long nanoTime) {
        return BEGIN + "%019d".formatted(nanoTime) + MIDDLE + NOTE + END;
    }

    /** When it was made. */
    static long sentAt(byte[] payload) {
        long time = 0;
        for (int i = BEGIN.length(); i < BEGIN.length() + DIGITS; i++) {
            time = time * 10 + (payload[i] - '0');
        }
        return time;
    }
}
