package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.access.GrantedApp;
import io.fourways.dispatch.api.BoundedList;
import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.endpoint.header.KeptHeaders;
import io.fourways.dispatch.endpoint.settings.DeliveryOptions;
import io.fourways.dispatch.endpoint.settings.EndpointSettings;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The rows of an app's endpoints, within one transaction. Those of other apps are not among them. */
final class EndpointTable {

    private static final String SELECT = "SELECT " + Endpoint.COLUMNS + " FROM endpoint WHERE app_id = :app AND ";
    private static final String NAMED = "(id = :endpoint OR uid = :endpoint)";

    private static final String INSERT = """
            INSERT INTO endpoint
                (id, app_id, uid, url, description, version, disabled, filter_types, channels, rate_limit, concurrency,
                schedule, ordering, metadata, created_at, updated_at)
            SELECT :id, :app, :uid, :url, :description, :version, :disabled, CAST(:types AS text[]),
                CAST(:channels AS text[]), :rate_limit, :concurrency, CAST(:schedule AS integer[]), :ordering,
                CAST(:metadata AS jsonb), :now, :now
            WHERE (SELECT count(*) FROM endpoint WHERE app_id = :app) < :most
            RETURNING %s""".formatted(Endpoint.COLUMNS);

    /** What somebody does by hand has no cause. */
    private static final String UPDATE = """
            UPDATE endpoint SET uid = :uid, url = :url, description = :description, version = :version,
                disabled = :disabled, disabled_cause = CASE WHEN disabled = :disabled THEN disabled_cause END,
                filter_types = CAST(:types AS text[]), channels = CAST(:channels AS text[]), rate_limit = :rate_limit,
                concurrency = :concurrency, schedule = CAST(:schedule AS integer[]), ordering = :ordering,
                metadata = CAST(:metadata AS jsonb), updated_at = :now
            WHERE app_id = :app AND id = :id
            RETURNING %s""".formatted(Endpoint.COLUMNS);

    private static final String SET_HEADERS = "UPDATE endpoint SET sealed_headers = :sealed, header_names = :names,"
            + " updated_at = :now WHERE app_id = :app AND id = :id";

    private final DatabaseClient client;
    private final GrantedApp app;

    EndpointTable(DatabaseClient client, GrantedApp app) {
        this.client = client;
        this.app = app;
    }

    private GenericExecuteSpec sql(String sql) {
        return client.sql(sql).bind("app", app.id());
    }

    Mono<Found<Endpoint>> list(PageRequest page) {
        return new BoundedList(
                        "endpoint",
                        "app_id = :app",
                        "id",
                        BoundedList.NO_MATTER,
                        "",
                        "TRUE",
                        Endpoint.COLUMNS,
                        BoundedList.WHOLE)
                .page(
                        client,
                        page,
                        statement -> statement.bind("app", app.id()),
                        UnaryOperator.identity(),
                        Endpoint::of);
    }

    /** By its id or its owner's. */
    Mono<Endpoint> find(String endpoint) {
        return sql(SELECT + NAMED).bind("endpoint", endpoint).map(Endpoint::of).one();
    }

    /** Nobody else changes it until the transaction ends. */
    Mono<Endpoint> take(String endpoint) {
        return sql(SELECT + NAMED + " FOR UPDATE")
                .bind("endpoint", endpoint)
                .map(Endpoint::of)
                .one();
    }

    /** Empty when the app has so many already; requests that come side by side may make a few more. */
    Mono<Endpoint> insert(String id, EndpointSettings settings, int most, Instant now) {
        return write(sql(INSERT).bind("most", most), id, settings, now);
    }

    Mono<Endpoint> update(String id, EndpointSettings settings, Instant now) {
        return write(sql(UPDATE), id, settings, now);
    }

    private static Mono<Endpoint> write(
            GenericExecuteSpec statement, String id, EndpointSettings settings, Instant now) {
        DeliveryOptions options = settings.options();
        return statement
                .bind("id", id)
                .bind("uid", Rows.value(settings.uid()))
                .bind("url", settings.url())
                .bind("description", settings.description())
                .bind("version", settings.version())
                .bind("disabled", settings.disabled())
                .bind("types", Rows.value(settings.filterTypes()))
                .bind("channels", Rows.value(settings.channels()))
                .bind("rate_limit", Rows.value(settings.rateLimit()))
                .bind("concurrency", Rows.value(options.concurrency()))
                .bind("schedule", Rows.numbers(options.schedule()))
                .bind("ordering", Rows.value(options.ordering()))
                .bind("metadata", Rows.json(settings.metadata()))
                .bind("now", Rows.value(now))
                .map(Endpoint::of)
                .one();
    }

    Mono<Void> setHeaders(String id, KeptHeaders headers, Instant now) {
        return sql(SET_HEADERS)
                .bind("id", id)
                .bind("sealed", Parameters.in(R2dbcType.VARBINARY, headers.sealed()))
                .bind("names", Rows.value(headers.names()))
                .bind("now", Rows.value(now))
                .then();
    }

    Mono<Void> delete(String id) {
        return sql("DELETE FROM endpoint WHERE app_id = :app AND id = :id")
                .bind("id", id)
                .then();
    }
}
