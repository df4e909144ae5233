package io.fourways.gateway.frames;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** A message being dealt with; says when it has been, on the connection's event loop. */
final class Handling extends BaseSubscriber<Void> {

    private final WebSocketConnection connection;

    Handling(WebSocketConnection connection) {
        this.connection = connection;
    }

    @Override
    protected void hookOnError(Throwable failure) {
        onLoop(() -> connection.close(CloseReason.of(failure)));
    }

    @Override
    protected void hookFinally(SignalType signal) {
        if (signal == SignalType.ON_COMPLETE) {
            onLoop(() -> connection.handled(this));
        }
    }

    private void onLoop(Runnable action) {
        if (connection.eventLoop().inEventLoop()) {
            action.run();
        } else {
            connection.eventLoop().execute(action);
        }
    }
}
