package io.fourways.standalone.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A folder that no other process uses as long as this one does: a lock says so, which ends with the process however
 * that ends.
 */
public final class DataFolder implements AutoCloseable {

    private static final String TEMPORARY = "fourways-data-";
    private static final String LOCK = "lock";

    private final Path path;
    private final boolean kept;
    private final FileLock lock;

    private DataFolder(Path path, boolean kept, FileLock lock) {
        this.path = path;
        this.kept = kept;
        this.lock = lock;
    }

    /** A folder that stays. Empty when another process uses it. */
    public static Optional<DataFolder> kept(Path path) {
        try {
            return taken(Files.createDirectories(path), true, CREATE, WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder that is deleted when it is closed, or by a later process if this one cannot. */
    public static DataFolder temporary() {
        abandoned().forEach(DataFolder::close);
        try {
            return taken(Files.createTempDirectory(TEMPORARY), false, CREATE, WRITE)
                    .orElseGet(DataFolder::temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Temporary ones of processes that were killed. */
    private static List<DataFolder> abandoned() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(TEMPORARY))
                    .filter(folder -> Files.isWritable(folder.resolve(LOCK)))
                    .flatMap(folder -> taken(folder, false, WRITE).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty also when it is gone, which it may be as soon as it is seen: its owner has deleted it, or who found it abandoned. */
    private static Optional<DataFolder> taken(Path path, boolean kept, OpenOption... opening) {
        Path lockFile = path.resolve(LOCK);
        try {
            FileChannel file = FileChannel.open(lockFile, opening);
            FileLock lock = lock(file);
            // who deletes it holds the lock until it is done
            if (lock == null || Files.notExists(lockFile)) {
                file.close();
                return Optional.empty();
            }
            return Optional.of(new DataFolder(path.toAbsolutePath(), kept, lock));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Whether it stays. */
    public boolean isKept() {
        return kept;
    }

    /** Lets others have it, or deletes it. A server that was left running on it is stopped. */
    @Override
    public void close() {
        try {
            if (!kept) {
                LeftServer.in(EmbeddedDatabase.dataOf(path)).ifPresent(LeftServer::stop);
                delete();
            }
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lock goes last: what is deleted only in part is then still found by the next process. */
    private void delete() throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            for (Path each : content.filter(file -> !file.endsWith(LOCK)).toList()) {
                FileSystemUtils.deleteRecursively(each);
            }
        }
        FileSystemUtils.deleteRecursively(path);
    }
}
