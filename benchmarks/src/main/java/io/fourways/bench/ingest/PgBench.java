package io.fourways.bench.ingest;

import io.fourways.bench.statistics.Latencies;
import io.fourways.system.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own load generator, which inserts rows.
 *
 * @param database where
 * @param clients  how many at once
 * @param rows     how many in a statement
 * @see <a href="https://www.postgresql.org/docs/current/pgbench.html">pgbench</a>
 */
record PgBench(InboxDatabase database, int clients, int rows) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final int HEADERS_BYTES = 350;

    /** What an inbox's row holds, sent from the client for each statement, and once for all of its rows. */
    private static final String SCRIPT = """
            \\set id random(1, 1000000000000000)
            INSERT INTO bare (received_at, source, event_id, type, channel, content_type, headers, data)
              SELECT now(), 'bench', 'msg_' || :id || '_' || n, 'standard.payment.succeeded', 'webhooks.bench',
                'application/json', :headers, convert_to(:body, 'UTF8') FROM generate_series(1, :rows) AS n;
            """;

    Result run(Duration length) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("fourways-pgbench");
            Path script = Files.writeString(folder.resolve("insert.sql"), SCRIPT);
            ChildProcess pgbench = ChildProcess.start(program(script, folder, length), folder.resolve("output"));
            int exit = pgbench.awaitEnd(length.plus(PATIENCE));
            if (exit != 0) {
                throw new IllegalStateException("pgbench failed: " + pgbench.output());
            }
            Result result = result(pgbench.output(), folder);
            delete(folder);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("pgbench (Debian: postgresql-contrib) cannot be run", e);
        }
    }

    private ProcessBuilder program(Path script, Path folder, Duration length) {
        List<String> command =
                List.of("pgbench --no-vacuum --protocol prepared --host 127.0.0.1 --username postgres".split(" ", -1));
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        command,
                        List.of("--port", Integer.toString(database.node().port())),
                        List.of("--client", Integer.toString(clients), "--jobs", "1"),
                        List.of("--time", Long.toString(Math.max(1, length.toSeconds())), "--file", script.toString()),
                        List.of("--log", "--log-prefix", folder.resolve("log").toString()),
                        List.of("--define", "rows=" + rows, "--define", "headers=" + "h".repeat(HEADERS_BYTES)),
                        List.of("--define", "body=" + SignedWebhooks.body(1), database.name()))
                .flatMap(List::stream)
                .toList());
        builder.environment().put("PGPASSWORD", "postgres");
        return builder;
    }

    private static Result result(String output, Path folder) throws IOException {
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench says no rate: " + output);
        }
        Latencies latencies = new Latencies();
        long transactions = 0;
        for (Path log : logs(folder)) {
            for (String line : Files.readAllLines(log)) {
                latencies.add(microseconds(line) * 1000);
                transactions++;
            }
        }
        return new Result(transactions, Double.parseDouble(rate.group(1)), latencies);
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log."))
                    .toList();
        }
    }

    /** A line is {@code client transaction microseconds script second microsecond}. */
    private static long microseconds(String line) {
        return Long.parseLong(line.split(" ", -1)[2]);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** What came of it. */
    record Result(long transactions, double perSecond, Latencies latencies) {

        Duration time() {
            return Duration.ofNanos((long) (transactions / perSecond * 1e9));
        }
    }
}
