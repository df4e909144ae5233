package io.fourways.standalone.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Who gets into an embedded database: those with the password, which is made once and kept beside the data, readable by
 * their owner alone. Others on this machine can reach its port.
 *
 * @param file     that the password is in
 * @param password of the only user
 */
record DatabaseAccess(Path file, String password) {

    private static final String RULES = "host all all 127.0.0.1/32 scram-sha-256\n";

    static DatabaseAccess in(Path folder) {
        Path file = folder.resolve("password");
        try {
            if (!Files.exists(file)) {
                create(file);
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return new DatabaseAccess(file, Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    /** To be applied to the server's files before it starts: made anew, they let in everybody. */
    static void requirePassword(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), RULES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
