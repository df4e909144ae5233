package io.fourways.dispatch.app;

import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.api.Rows;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The rows of apps, within one transaction. */
final class AppTable {

    private static final String SELECT = "SELECT " + App.COLUMNS + " FROM app WHERE ";
    private static final String NAMED = "(id = :app OR uid = :app)";

    private static final String INSERT = """
            INSERT INTO app (id, uid, name, rate_limit, metadata, channels, created_at, updated_at)
            VALUES (:id, :uid, :name, :rate_limit, CAST(:metadata AS jsonb), :channels, :now, :now)
            ON CONFLICT (uid) DO NOTHING
            RETURNING %s""".formatted(App.COLUMNS);

    private static final String UPDATE = """
            UPDATE app SET uid = :uid, name = :name, rate_limit = :rate_limit, metadata = CAST(:metadata AS jsonb),
                channels = :channels, updated_at = :now
            WHERE id = :id
            RETURNING %s""".formatted(App.COLUMNS);

    private final DatabaseClient client;

    AppTable(DatabaseClient client) {
        this.client = client;
    }

    Mono<Found<App>> list(AppFilter filter, PageRequest page) {
        return new BoundedList(
                        "app",
                        filter.condition(),
                        "id",
                        BoundedList.NO_MATTER,
                        "",
                        "TRUE",
                        App.COLUMNS,
                        BoundedList.WHOLE)
                .page(client, page, filter::bind, UnaryOperator.identity(), App::of);
    }

    /** By its id or its owner's. */
    Mono<App> find(String app) {
        return client.sql(SELECT + NAMED).bind("app", app).map(App::of).one();
    }

    /** Nobody else changes it until the transaction ends. */
    Mono<App> take(String app) {
        return client.sql(SELECT + NAMED + " FOR UPDATE")
                .bind("app", app)
                .map(App::of)
                .one();
    }

    /** Empty when there is one that its owner calls the same. */
    Mono<App> insert(String id, AppSettings settings, Instant now) {
        return write(INSERT, id, settings, now);
    }

    Mono<App> update(String id, AppSettings settings, Instant now) {
        return write(UPDATE, id, settings, now);
    }

    private Mono<App> write(String sql, String id, AppSettings settings, Instant now) {
        GenericExecuteSpec statement = client.sql(sql)
                .bind("id", id)
                .bind("uid", Rows.value(settings.uid()))
                .bind("name", settings.name())
                .bind("rate_limit", Rows.value(settings.rateLimit()))
                .bind("metadata", Rows.json(settings.metadata()))
                .bind("channels", Rows.value(settings.channels()))
                .bind("now", Rows.value(now));
        return statement.map(App::of).one();
    }

    /** Whether there was one. Its endpoints go with it. */
    Mono<Boolean> delete(String app) {
        return client.sql("DELETE FROM app WHERE " + NAMED)
                .bind("app", app)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }
}
