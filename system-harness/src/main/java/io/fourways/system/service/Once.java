package io.fourways.system.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What one JVM makes and those beside and after it find made: by a note of what it was made of. */
final class Once {

    private Once() {}

    /**
     * Makes it, unless the note says that it was made of the same. Several JVMs may call this for the same note at once;
     * in each, one thread at a time.
     */
    static void make(Path note, String of, Runnable making) {
        Path lock = note.resolveSibling(note.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (Files.exists(note) && Files.readString(note).equals(of)) {
                return;
            }
            Files.deleteIfExists(note);
            making.run();
            Files.writeString(note, of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
