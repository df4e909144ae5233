package io.fourways.standalone;

import io.fourways.standalone.database.EmbeddedDatabase;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database of a service that has one: no two services share one, be it on the same server. */
enum ServiceDatabase {
    INGEST(Service.INGEST, "fourways.ingest.database.url", null),
    DISPATCH(Service.DISPATCH, "fourways.dispatch.database.url", "dispatch");

    /** What webhook-dispatch seals endpoints' secrets under. */
    static final String SECRETS_KEY = "fourways.dispatch.secrets-key";

    private final Service service;
    private final String property;
    private final @Nullable String name;

    /** @param name on the embedded server; none for the one that is there from the beginning */
    ServiceDatabase(Service service, String property, @Nullable String name) {
        this.service = service;
        this.property = property;
        this.name = name;
    }

    static Optional<ServiceDatabase> of(Service service) {
        return Arrays.stream(values())
                .filter(database -> database.service == service)
                .findFirst();
    }

    /** The property that names it. */
    String property() {
        return property;
    }

    /** Where it is on the embedded server. */
    String on(EmbeddedDatabase server) {
        return name == null ? server.url() : server.another(name);
    }
}
