package io.fourways.service.publishing;

import org.jspecify.annotations.Nullable;

/**
 * Publishes that are to stand on the log in the order in which they are submitted. A channel keeps that order, and two
 * do not: what was sent over the first may be lost while what follows goes over the second. So they all go over one, and
 * none after the first of them that was refused.
 */
final class Sequence {

    private volatile boolean interrupted;
    private volatile @Nullable EventTooLarge tooLarge;
    private @Nullable ConfirmedChannel channel;

    /** One of them was refused: those that have not been sent must not be. Safe for any thread. */
    void interrupt() {
        interrupted = true;
    }

    /** One of them was refused for good. To be told before those that were lost along with it. Safe for any thread. */
    void interrupt(EventTooLarge refusal) {
        tooLarge = refusal;
        interrupt();
    }

    /**
     * Why the sequence failed, given why the first of them that is not confirmed did. One too large takes the channel with
     * it, and whatever was sent before and not confirmed yet: it is then the reason, wherever it stands.
     */
    Throwable failure(Throwable first) {
        EventTooLarge reason = tooLarge;
        return reason == null ? first : reason;
    }

    /** Whether the next of them may be sent over that channel. For the thread that sends. */
    boolean mayContinue(ConfirmedChannel next) {
        if (channel == null) {
            channel = next;
        }
        return channel == next && !interrupted;
    }
}
