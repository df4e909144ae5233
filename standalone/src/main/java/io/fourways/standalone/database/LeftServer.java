package io.fourways.standalone.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL that a killed process has left running on its data: nobody else may start on them, so it has to go first.
 * Its own file says which process it is; a process that is no PostgreSQL has only inherited the number.
 */
final class LeftServer {

    private static final int PATIENCE_SECONDS = 10;

    private final ProcessHandle server;

    private LeftServer(ProcessHandle server) {
        this.server = server;
    }

    static Optional<LeftServer> in(Path data) {
        return pid(data)
                .flatMap(ProcessHandle::of)
                .filter(LeftServer::isPostgres)
                .map(LeftServer::new);
    }

    private static Optional<Long> pid(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
            return lines.stream().findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    /** Asks it to end, and makes it if it does not. */
    void stop() {
        List<ProcessHandle> family = server.descendants().toList();
        server.destroy();
        if (!ends(server)) {
            server.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
            family.forEach(LeftServer::ends);
        }
    }

    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
