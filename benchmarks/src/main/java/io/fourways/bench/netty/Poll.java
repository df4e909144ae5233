package io.fourways.bench.netty;

/**
 * What a poll asks for.
 *
 * @param after the number of the event that it has, 0 before the first
 * @param waits whether it is to be answered no sooner than there is something
 */
record Poll(String channel, long after, boolean waits) {

    private static final String LONG = "/longpoll/";
    private static final String SHORT = "/poll/";
    private static final String AFTER = "?after=";

    static boolean is(String target) {
        return target.startsWith(LONG) || target.startsWith(SHORT);
    }

    /** Of {@code /poll/CHANNEL?after=N} or {@code /longpoll/CHANNEL?after=N}. */
    static Poll of(String target) {
        boolean waits = target.startsWith(LONG);
        int query = target.indexOf(AFTER);
        int channel = waits ? LONG.length() : SHORT.length();
        return query < 0
                ? new Poll(target.substring(channel), 0, waits)
                : new Poll(
                        target.substring(channel, query),
                        Long.parseLong(target, query + AFTER.length(), target.length(), 10),
                        waits);
    }
}
