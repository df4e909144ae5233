package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.inbox.InboxEvent;
import io.fourways.ingest.inbox.InboxInsertion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Verifies rejected webhooks again, and puts those that are genuine into the inbox as if they had been accepted when
 * they came. The row stays, marked, so that releasing it again does nothing and answers the same.
 */
final class Release implements Replaying {

    private static final String TAKE = "SELECT " + RejectedRow.COLUMNS + " FROM " + Keys.TABLE
            + " JOIN rejected r ON r.received_at = k.received_at AND r.id = k.id ORDER BY k.n FOR UPDATE OF r";
    private static final String MARK =
            "UPDATE rejected SET released_at = $1, released_as = $2 WHERE received_at = $3 AND id = $4";

    private final Reverification reverification;
    private final Clock clock;

    Release(Reverification reverification, Clock clock) {
        this.reverification = reverification;
        this.clock = clock;
    }

    @Override
    public Mono<Replayed> replay(DatabaseClient client, List<Position> positions) {
        Instant now = clock.instant();
        return Keys.bind(client.sql(TAKE), positions)
                .map(RejectedRow::of)
                .all()
                .collectList()
                .flatMap(rows -> judge(rows, now).flatMap(judgements -> release(client, judgements, now)
                        .thenReturn(replayed(judgements, rows.size()))));
    }

    private Mono<List<Judgement>> judge(List<RejectedRow> rows, Instant now) {
        Room room = new Room();
        return Flux.fromIterable(rows)
                .concatMap(row -> reverification.judge(row, now))
                .takeWhile(room::has)
                .collectList();
    }

    private static Replayed replayed(List<Judgement> judgements, int rows) {
        List<ReplayOutcome> outcomes =
                judgements.stream().map(Judgement::outcome).toList();
        return judgements.size() == rows
                ? Replayed.all(outcomes)
                : new Replayed(
                        outcomes, judgements.get(judgements.size() - 1).row().position());
    }

    private static Mono<Void> release(DatabaseClient client, List<Judgement> judgements, Instant now) {
        List<InboxEvent> events = judgements.stream()
                .flatMap(judgement -> judgement.events().stream())
                .toList();
        return InboxInsertion.within(client, events)
                .thenMany(Flux.fromIterable(judgements))
                .filter(Judgement::release)
                .concatMap(judgement -> mark(client, judgement, now))
                .then();
    }

    private static Mono<Void> mark(DatabaseClient client, Judgement judgement, Instant now) {
        Position position = judgement.row().position();
        return client.sql(MARK)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, judgement.outcome().events().toArray(String[]::new))
                .bind(2, position.time())
                .bind(3, position.id())
                .then();
    }
}
