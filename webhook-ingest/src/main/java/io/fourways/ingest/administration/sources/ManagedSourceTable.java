package io.fourways.ingest.administration.sources;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The rows of sources, within one transaction. */
final class ManagedSourceTable {

    private static final String SELECT = "SELECT " + ManagedSource.COLUMNS + " FROM source";
    private static final String INTERVAL = "make_interval(secs => CAST(:tolerance AS double precision) / 1000)";

    private static final String INSERT = """
            INSERT INTO source
                (name, provider, channel_template, public_url, tolerance, options, sealed_secrets, sealed_options,
                requests_per_second, created_at, updated_at)
            VALUES (:name, :provider, :channel, :public_url, %s, CAST(:options AS jsonb), :secrets,
                :sealed_options, :per_second, :now, :now)
            ON CONFLICT (name) DO NOTHING
            RETURNING %s""".formatted(INTERVAL, ManagedSource.COLUMNS);

    private static final String UPDATE = """
            UPDATE source SET provider = :provider, channel_template = :channel, public_url = :public_url,
                tolerance = %s, options = CAST(:options AS jsonb), sealed_secrets = :secrets,
                sealed_options = :sealed_options, requests_per_second = :per_second, updated_at = :now
            WHERE name = :name
            RETURNING %s""".formatted(INTERVAL, ManagedSource.COLUMNS);

    private static final String RESEAL =
            "UPDATE source SET options = CAST(:options AS jsonb), sealed_secrets = :secrets,"
                    + " sealed_options = :sealed_options, updated_at = :now WHERE name = :name RETURNING "
                    + ManagedSource.COLUMNS;

    private final DatabaseClient client;

    ManagedSourceTable(DatabaseClient client) {
        this.client = client;
    }

    Mono<List<ManagedSource>> all() {
        return client.sql(SELECT).map(ManagedSource::of).all().collectList();
    }

    Mono<ManagedSource> find(String name) {
        return client.sql(SELECT + " WHERE name = :name")
                .bind("name", name)
                .map(ManagedSource::of)
                .one();
    }

    /** Nobody else changes it until the transaction ends. */
    Mono<ManagedSource> take(String name) {
        return client.sql(SELECT + " WHERE name = :name FOR UPDATE")
                .bind("name", name)
                .map(ManagedSource::of)
                .one();
    }

    /** Empty when there is one of that name. */
    Mono<ManagedSource> insert(String name, SourceSettings settings, Sealed sealed, Instant now) {
        return write(INSERT, name, settings, sealed, now);
    }

    Mono<ManagedSource> update(String name, SourceSettings settings, Sealed sealed, Instant now) {
        return write(UPDATE, name, settings, sealed, now);
    }

    private Mono<ManagedSource> write(String sql, String name, SourceSettings settings, Sealed sealed, Instant now) {
        URI publicUrl = settings.publicUrl();
        Duration tolerance = settings.tolerance();
        GenericExecuteSpec statement = client.sql(sql)
                .bind("name", name)
                .bind("provider", settings.provider().name())
                .bind("channel", settings.channel().toString())
                .bind("public_url", Parameters.in(R2dbcType.VARCHAR, publicUrl == null ? null : publicUrl.toString()))
                .bind("tolerance", Parameters.in(R2dbcType.BIGINT, tolerance == null ? null : tolerance.toMillis()))
                .bind("per_second", Parameters.in(R2dbcType.INTEGER, settings.requestsPerSecond()))
                .bind("now", time(now));
        return bind(statement, settings, sealed).map(ManagedSource::of).one();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, SourceSettings settings, Sealed sealed) {
        return statement
                .bind("options", JsonMapper.shared().writeValueAsString(settings.publicOptions()))
                .bind("secrets", sealed.secrets())
                .bind("sealed_options", Parameters.in(R2dbcType.VARBINARY, sealed.options()));
    }

    /** Gives it other secrets and leaves the rest, of which only what is sealed may be written otherwise. */
    Mono<ManagedSource> reseal(String name, SourceSettings settings, Sealed sealed, Instant now) {
        return bind(client.sql(RESEAL), settings, sealed)
                .bind("name", name)
                .bind("now", time(now))
                .map(ManagedSource::of)
                .one();
    }

    /** Whether there was one. */
    Mono<Boolean> delete(String name) {
        return client.sql("DELETE FROM source WHERE name = :name")
                .bind("name", name)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private static OffsetDateTime time(Instant now) {
        return now.atOffset(ZoneOffset.UTC);
    }
}
