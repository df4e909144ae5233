package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.delivery.recording.AttemptTable.Recorded;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of statistics: one statement, in the endpoints' order, so that two never wait for each other in a circle. */
final class StatisticsTable {

    private static final String COUNT = """
            INSERT INTO endpoint_statistics AS s (endpoint_id, day, succeeded, failed, attempts)
            SELECT * FROM unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[])
                AS c (endpoint_id, day, succeeded, failed, attempts)
            ORDER BY c.endpoint_id, c.day
            ON CONFLICT (endpoint_id, day) DO UPDATE SET succeeded = s.succeeded + EXCLUDED.succeeded,
                failed = s.failed + EXCLUDED.failed, attempts = s.attempts + EXCLUDED.attempts
            """;

    private StatisticsTable() {}

    static Mono<Void> count(DatabaseClient client, List<Recorded> results) {
        Map<String, Counts> byDay = new TreeMap<>();
        for (Recorded recorded : results) {
            Attempt attempt = recorded.result().attempt();
            LocalDate day = LocalDate.ofInstant(attempt.at(), ZoneOffset.UTC);
            String endpoint = attempt.claimed().endpointId();
            byDay.computeIfAbsent(endpoint + " " + day, key -> new Counts(endpoint, day))
                    .add(recorded);
        }
        List<Counts> counts = List.copyOf(byDay.values());
        return client.sql(COUNT)
                .bind(0, counts.stream().map(count -> count.endpoint).toArray(String[]::new))
                .bind(1, counts.stream().map(count -> count.day.toString()).toArray(String[]::new))
                .bind(2, counts.stream().map(count -> count.succeeded).toArray(Long[]::new))
                .bind(3, counts.stream().map(count -> count.failed).toArray(Long[]::new))
                .bind(4, counts.stream().map(count -> count.attempts).toArray(Long[]::new))
                .then();
    }

    private static final class Counts {

        private final String endpoint;
        private final LocalDate day;
        private long succeeded;
        private long failed;
        private long attempts;

        Counts(String endpoint, LocalDate day) {
            this.endpoint = endpoint;
            this.day = day;
        }

        void add(Recorded recorded) {
            short state = recorded.result().verdict().state();
            succeeded += recorded.current() && state == 0 ? 1 : 0;
            failed += recorded.current() && state == 2 ? 1 : 0;
            attempts += recorded.kept() ? 1 : 0;
        }
    }
}
