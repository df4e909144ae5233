package io.fourways.ingest.relay;

/** Who wants to know at once that something new is in the inbox. */
@FunctionalInterface
public interface InboxSignal {

    /** To be called after the commit. Never blocks; safe for any thread; many calls may be answered as one. */
    void raise();
}
