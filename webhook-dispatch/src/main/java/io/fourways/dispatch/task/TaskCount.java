package io.fourways.dispatch.task;

/**
 * How many messages a task would be about.
 *
 * @param found as far as was looked
 * @param every whether that was far enough to see all of them
 */
record TaskCount(long found, boolean every) {

    /** How many messages are looked at: whoever asks waits for it. */
    static final int LOOK = 10_000;
}
