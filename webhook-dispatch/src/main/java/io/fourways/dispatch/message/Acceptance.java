package io.fourways.dispatch.message;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The one way in which something becomes a message, whether it comes from the log, over the API, or from here itself. */
public interface Acceptance {

    /** What is to be written in the transaction that stores messages, and be there only if they are. */
    @FunctionalInterface
    interface Along {

        /** Told what is going to become of them, in their order. */
        Mono<Void> write(DatabaseClient transaction, List<Accepted> accepted);
    }

    /**
     * Stores messages, a delivery for each endpoint that is to get them, and the events that are to be brought onto the
     * log, all or nothing; then wakes those who deliver. A message of an identity that is known makes nothing. Of an app
     * that there is no longer nothing is stored.
     *
     * <p>Fails with {@link io.fourways.service.database.DatabaseUnavailable} when it is not known to be stored: the same
     * again finds out, where the message has an identity.
     *
     * @param messages of any apps, in the order in which those who want them in order are to get them
     * @return what became of each, in their order
     */
    default Mono<List<Accepted>> accept(List<NewMessage> messages) {
        return accept(messages, (transaction, accepted) -> Mono.empty());
    }

    /** The same, and something along with it. */
    Mono<List<Accepted>> accept(List<NewMessage> messages, Along along);
}
