package io.fourways.standalone;

import io.fourways.standalone.database.DataFolder;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Whether somebody named a service's database, and where else the embedded one keeps what it holds: in the folder that was named;
 * or, where the log is in memory, in one that goes when the log does; or in one that stays, as the log does.
 */
final class DatabaseChoice {

    private static final String FOLDER = "fourways.standalone.data";
    private static final String DEFAULT_FOLDER = "fourways-data";

    private final Environment environment;

    DatabaseChoice(Environment environment) {
        this.environment = environment;
    }

    static DatabaseChoice in(String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        return new DatabaseChoice(environment);
    }

    boolean names(ServiceDatabase database) {
        return environment.containsProperty(database.property());
    }

    /** Whether somebody has the key that its secrets are sealed under, to open them again. */
    boolean namesKeyOf(ServiceDatabase database) {
        return environment.containsProperty(database.keyProperty());
    }

    /** Takes the folder; fails with an {@link IllegalStateException} when it was named and another process uses it. */
    DataFolder folder(boolean logIsInMemory) {
        String named = environment.getProperty(FOLDER);
        if (named != null) {
            return DataFolder.kept(Path.of(named))
                    .orElseThrow(() -> new IllegalStateException("Another process uses the folder " + named
                            + ". Name another one (FOURWAYS_STANDALONE_DATA), or stop that process."));
        }
        return logIsInMemory ? DataFolder.temporary() : firstFree();
    }

    private static DataFolder firstFree() {
        Stream<String> numbered = IntStream.iterate(2, n -> n + 1).mapToObj(n -> DEFAULT_FOLDER + "-" + n);
        return Stream.concat(Stream.of(DEFAULT_FOLDER), numbered)
                .flatMap(name -> DataFolder.kept(Path.of(name)).stream())
                .findFirst()
                .orElseThrow();
    }
}
