package io.fourways.standalone;

import io.fourways.standalone.database.StartingDatabase;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What services are told of their databases. The key that secrets are sealed under is made up as well where they end with
 * the process; where they stay, only who keeps a key can open them again, so one has to be named.
 */
final class DatabaseArguments {

    private static final int KEY_BYTES = 32;

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
        if (service == Service.DISPATCH
                && !choice.namesSecretsKey()
                && !embedded.folder().isKept()) {
            arguments.add("--" + ServiceDatabase.SECRETS_KEY + "=" + newKey());
        }
        return arguments.stream();
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
