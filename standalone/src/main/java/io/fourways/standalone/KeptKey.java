package io.fourways.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key that a service's secrets are sealed under where nobody named one: made up, and kept beside the embedded database for
 * as long as that stays. Who has the folder can open them, so the folder is to be kept as a key is.
 */
final class KeptKey {

    private static final int BYTES = 32;

    private KeptKey() {}

    /** The key in this folder, in base64, which no other process uses; made if there is none. */
    static String of(ServiceDatabase database, Path folder) {
        Path file = folder.resolve(database.keyFile());
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException none) {
            return make(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a folder has one of any service. */
    static boolean isIn(Path folder) {
        return Arrays.stream(ServiceDatabase.values())
                .anyMatch(database -> Files.exists(folder.resolve(database.keyFile())));
    }

    /** Under another name first: a process killed meanwhile leaves no half of a key. */
    private static String make(Path file) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        String base64 = Base64.getEncoder().encodeToString(key);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(part, base64);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return base64;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
