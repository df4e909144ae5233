package io.fourways.standalone;

import io.fourways.standalone.database.StartingDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What services are told of their databases, and of the keys that they seal secrets under. */
final class DatabaseArguments {

    private final DatabaseChoice choice;
    private final @Nullable StartingDatabase embedded;

    /** @param embedded the embedded server; null when every database is named */
    DatabaseArguments(DatabaseChoice choice, @Nullable StartingDatabase embedded) {
        this.choice = choice;
        this.embedded = embedded;
    }

    /** Those of one service; waits for the server when it needs it. */
    Stream<String> of(Service service) {
        Optional<ServiceDatabase> its = ServiceDatabase.of(service).filter(database -> !choice.names(database));
        if (its.isEmpty() || embedded == null) {
            return Stream.empty();
        }
        List<String> arguments = new ArrayList<>();
        arguments.add("--" + its.get().property() + "=" + its.get().on(embedded.database()));
        if (!choice.namesKeyOf(its.get())) {
            arguments.add("--" + its.get().keyProperty() + "="
                    + KeptKey.of(its.get(), embedded.folder().path()));
        }
        return arguments.stream();
    }
}
