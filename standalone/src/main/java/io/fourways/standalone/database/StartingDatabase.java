package io.fourways.standalone.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An embedded database that starts while something else does. */
public final class StartingDatabase implements AutoCloseable {

    private final CompletableFuture<DataFolder> folder;
    private final CompletableFuture<EmbeddedDatabase> database;

    private StartingDatabase(Supplier<DataFolder> folder) {
        this.folder = CompletableFuture.supplyAsync(folder);
        this.database = this.folder.thenApply(EmbeddedDatabase::start);
    }

    /** Begins to start one. */
    public static StartingDatabase in(Supplier<DataFolder> folder) {
        return new StartingDatabase(folder);
    }

    /** Waits until it is there. Fails as {@link EmbeddedDatabase#start} does. */
    public EmbeddedDatabase database() {
        return await(database);
    }

    /** Waits until it is there. */
    public DataFolder folder() {
        return await(folder);
    }

    private static <T> T await(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Stops it, or waits until it has started and then stops it; then lets go of the folder. */
    @Override
    public void close() {
        database.handle((started, failure) -> started)
                .thenAccept(StartingDatabase::stop)
                .join();
        folder.handle((taken, failure) -> taken)
                .thenAccept(StartingDatabase::letGo)
                .join();
    }

    private static void stop(@Nullable EmbeddedDatabase started) {
        if (started != null) {
            started.close();
        }
    }

    private static void letGo(@Nullable DataFolder taken) {
        if (taken != null) {
            taken.close();
        }
    }
}
