package io.fourways.gateway.stream;

import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.MessageHandler;
import java.util.function.Consumer;

/**
 * Hands messages on until one cannot be taken, and none behind it, which would hide that it is missing. The stream client
 * would go on with the next chunk. For one subscription, and for one thread at a time.
 */
final class UntilFailure implements MessageHandler {

    private final MessageHandler handler;
    private final Consumer<Throwable> failed;
    private volatile boolean hasFailed;

    /** @param failed told once */
    UntilFailure(MessageHandler handler, Consumer<Throwable> failed) {
        this.handler = handler;
        this.failed = failed;
    }

    @Override
    public void handle(Context context, Message message) {
        if (hasFailed) {
            return;
        }
        try {
            handler.handle(context, message);
        } catch (Throwable failure) { // memory that has run out, too, hides nothing
            hasFailed = true;
            failed.accept(failure);
        }
    }
}
