package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.api.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * What became of an endpoint's deliveries, as it is shown.
 *
 * @param success  delivered
 * @param fail     given up
 * @param pending  waiting for their first attempt or the next, now
 * @param sending  under way, now
 * @param canceled none ever is
 */
record EndpointStatistics(long success, long fail, long pending, long sending, long canceled) {

    private static final Duration LONGEST = Duration.ofDays(28);

    /** Clocks differ. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private static final String SUM = """
            SELECT coalesce(sum(succeeded), 0)::bigint AS success, coalesce(sum(failed), 0)::bigint AS fail,
                (SELECT count(*) FROM delivery WHERE endpoint_id = :endpoint AND state = 1 AND NOT leased)
                    + (SELECT count(*) FROM delivery WHERE endpoint_id = :endpoint AND state = 4) AS pending,
                (SELECT count(*) FROM delivery WHERE endpoint_id = :endpoint AND state = 1 AND leased) AS sending
            FROM endpoint_statistics WHERE endpoint_id = :endpoint AND day BETWEEN :first AND :last""";

    /**
     * The days (UTC) that are looked at, since no more is known of the past.
     *
     * @param last inclusive
     */
    record Days(LocalDate first, LocalDate last) {

        /** Those which have a part of the time that is asked for, four weeks at most. */
        static Days of(Members query, Instant now) {
            Instant until = query.time("until");
            Instant end = until == null ? now : until;
            Instant since = query.time("since");
            Instant begin = since == null ? end.minus(LONGEST) : since;
            if (end.isAfter(now.plus(SLACK))) {
                throw ApiProblem.badRequest("invalid_range", "until must not be in the future");
            }
            if (begin.isAfter(end) || begin.isBefore(end.minus(LONGEST).minus(SLACK))) {
                throw ApiProblem.badRequest("invalid_range", "since must be at most 28 days before until");
            }
            return new Days(day(begin), day(end));
        }

        private static LocalDate day(Instant time) {
            return time.atOffset(ZoneOffset.UTC).toLocalDate();
        }
    }

    static Mono<EndpointStatistics> of(DatabaseClient client, String endpointId, Days days) {
        return client.sql(SUM)
                .bind("endpoint", endpointId)
                .bind("first", days.first())
                .bind("last", days.last())
                .map(row -> new EndpointStatistics(
                        Rows.required(row, "success", Long.class),
                        Rows.required(row, "fail", Long.class),
                        Rows.required(row, "pending", Long.class),
                        Rows.required(row, "sending", Long.class),
                        0))
                .one();
    }
}
