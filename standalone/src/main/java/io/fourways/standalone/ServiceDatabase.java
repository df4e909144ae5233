package io.fourways.standalone;

import io.fourways.standalone.database.EmbeddedDatabase;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database of a service that has one: no two services share one, be it on the same server. */
enum ServiceDatabase {
    INGEST(Service.INGEST, "fourways.ingest", null, "ingest-secrets-key"),
    DISPATCH(Service.DISPATCH, "fourways.dispatch", "dispatch", "dispatch-secrets-key");

    private final Service service;
    private final String properties;
    private final @Nullable String name;
    private final String keyFile;

    /**
     * @param properties what those begin with that name it and its key
     * @param name       on the embedded server; none for the one that is there from the beginning
     * @param keyFile    where the key is kept that was made up, beside the embedded server
     */
    ServiceDatabase(Service service, String properties, @Nullable String name, String keyFile) {
        this.service = service;
        this.properties = properties;
        this.name = name;
        this.keyFile = keyFile;
    }

    static Optional<ServiceDatabase> of(Service service) {
        return Arrays.stream(values())
                .filter(database -> database.service == service)
                .findFirst();
    }

    /** The property that names it. */
    String property() {
        return properties + ".database.url";
    }

    /** The property of the key that the secrets in it are sealed under. */
    String keyProperty() {
        return properties + ".secrets-key";
    }

    String keyFile() {
        return keyFile;
    }

    /** Where it is on the embedded server. */
    String on(EmbeddedDatabase server) {
        return name == null ? server.url() : server.another(name);
    }
}
