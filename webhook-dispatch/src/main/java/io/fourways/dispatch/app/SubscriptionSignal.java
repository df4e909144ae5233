package io.fourways.dispatch.app;

/** Told that the channels which apps take messages from may have changed. */
@FunctionalInterface
public interface SubscriptionSignal {

    /** After the change is committed. Does not block. */
    void raise();
}
