package io.fourways.gateway.publishing;

import io.fourways.contract.EventDefaults;
import io.fourways.service.access.Caller;
import io.fourways.service.publishing.Stamp;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** What an event gets that a client publishes by a control frame and leaves something out. */
public final class PublishDefaults {

    private static final String SOURCE = "/clients/";
    private static final String TYPE = "message";

    private PublishDefaults() {}

    /** The caller as the source, {@code message} as the type, an id like no other, and now. */
    public static EventDefaults of(Caller caller) {
        return new EventDefaults(
                Stamp::id,
                () -> SOURCE + UriUtils.encode(caller.subject(), StandardCharsets.UTF_8),
                () -> TYPE,
                Stamp::time);
    }
}
