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
                (name, provider, channel_template, public_url, tolerance, options, sealed_secrets, requests_per_second,
                created_at, updated_at)
            VALUES (:name, :provider, :channel, :public_url, %s, CAST(:options AS jsonb), :sealed, :per_second,
                :now, :now)
            ON CONFLICT (name) DO NOTHING
            RETURNING %s""".formatted(INTERVAL, ManagedSource.COLUMNS);

    private static final String UPDATE = """
            UPDATE source SET provider = :provider, channel_template = :channel, public_url = :public_url,
                tolerance = %s, options = CAST(:options AS jsonb), sealed_secrets = :sealed,
                requests_per_second = :per_second, updated_at = :now
            WHERE name = :name
            RETURNING %s""".formatted(INTERVAL, ManagedSource.COLUMNS);

    private static final String RESEAL = "UPDATE source SET sealed_secrets = :sealed, updated_at = :now"
            + " WHERE name = :name RETURNING " + ManagedSource.COLUMNS;

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
    Mono<ManagedSource> insert(String name, SourceSettings settings, byte[] sealed, Instant now) {
        return write(INSERT, name, settings, sealed, now);
    }

    Mono<ManagedSource> update(String name, SourceSettings settings, byte[] sealed, Instant now) {
        return write(UPDATE, name, settings, sealed, now);
    }

    private Mono<ManagedSource> write(String sql, String name, SourceSettings settings, byte[] sealed, Instant now) {
        URI publicUrl = settings.publicUrl();
        Duration tolerance = settings.tolerance();
        GenericExecuteSpec statement = client.sql(sql)
                .bind("name", name)
                .bind("provider", settings.provider().name())
                .bind("channel", settings.channel().toString())
                .bind("public_url", Parameters.in(R2dbcType.VARCHAR, publicUrl == null ? null : publicUrl.toString()))
                .bind("tolerance", Parameters.in(R2dbcType.BIGINT, tolerance == null ? null : tolerance.toMillis()))
                .bind("options", JsonMapper.shared().writeValueAsString(settings.options()))
                .bind("sealed", sealed)
                .bind("per_second", Parameters.in(R2dbcType.INTEGER, settings.requestsPerSecond()))
                .bind("now", time(now));
        return statement.map(ManagedSource::of).one();
    }

    Mono<ManagedSource> reseal(String name, byte[] sealed, Instant now) {
        return client.sql(RESEAL)
                .bind("name", name)
                .bind("sealed", sealed)
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
