package io.fourways.service.publishing;

import io.fourways.contract.Event;
import io.fourways.contract.EventJson;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One event on its way to the broker. Settled exactly once: confirmed, or refused. Safe for any thread. */
final class Publish {

    private final Event event;
    private final byte[] body;
    private final Sequence sequence;
    private final long began = System.nanoTime();
    private final AtomicReference<@Nullable Consumer<@Nullable Refusal>> settlement = new AtomicReference<>();
    private volatile boolean abandoned;
    private volatile boolean returned;

    /**
     * @param event    what is published, its channel being the routing key
     * @param sequence what it must not overtake
     */
    Publish(Event event, Sequence sequence) {
        this.event = event;
        this.body = EventJson.encode(event);
        this.sequence = sequence;
    }

    /** Says who is told the outcome: null for confirmed. To be called before it is submitted. */
    void whenSettled(Consumer<@Nullable Refusal> told) {
        settlement.set(told);
    }

    Event event() {
        return event;
    }

    String channel() {
        return event.channel().name();
    }

    /** The event in wire form. */
    byte[] body() {
        return body;
    }

    /** How long it has been on its way, in nanoseconds. */
    long age() {
        return System.nanoTime() - began;
    }

    /** Nobody waits for it any more: it need not be sent, if it has not been. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Whether it may be sent over that channel, with regard to those it must not overtake. */
    boolean mayGoOver(ConfirmedChannel next) {
        return sequence.mayContinue(next);
    }

    /** The broker found no queue for it; its confirm will follow. */
    void unroutable() {
        returned = true;
    }

    void confirm() {
        settle(returned ? Refusal.UNROUTABLE : null);
    }

    void refuse(Refusal cause) {
        settle(cause);
    }

    private void settle(@Nullable Refusal outcome) {
        if (outcome == Refusal.TOO_LARGE) {
            sequence.interrupt(new EventTooLarge(event));
        } else if (outcome != null) {
            sequence.interrupt();
        }
        Consumer<@Nullable Refusal> waiting = settlement.getAndSet(null);
        if (waiting != null) {
            waiting.accept(outcome);
        }
    }
}
