package io.fourways.service.database;

import io.netty.buffer.ByteBufAllocator;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.postgresql.codec.CodecRegistry;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** How connections are made, and how many: a database that is away or slow is noticed soon, and few wait for it. */
public final class Connections {

    private static final int WAITING_FOR_EACH = 64;
    private static final Duration UNHURRIED = Duration.ofSeconds(2);

    private final DatabaseAccess access;

    public Connections(DatabaseAccess access) {
        this.access = access;
    }

    /**
     * Connections for one purpose, none yet made; the caller disposes of them.
     *
     * @param name    of the purpose
     * @param size    how many at most
     * @param longest how long its transactions may last: the server ends a session that is in one and asks for nothing for
     *                longer, since its client may have vanished without a word, and what it has locked others wait for
     * @param locked  how long a statement may wait for what another transaction has locked
     */
    public ConnectionPool pool(String name, int size, Duration longest, Duration locked) {
        ConnectionPoolConfiguration pool = ConnectionPoolConfiguration.builder(factory(name, longest, locked))
                .name(name)
                .initialSize(0)
                .minIdle(0)
                .maxSize(size)
                .maxAcquireTime(access.connectTimeout())
                .maxCreateConnectionTime(access.connectTimeout())
                // after the database was away every one of them may be dead
                .acquireRetry(size)
                .customizer(builder -> builder.maxPendingAcquire(size * WAITING_FOR_EACH))
                .build();
        return new PatientPool(pool, access.connectTimeout());
    }

    private PostgresqlConnectionFactory factory(String name, Duration longest, Duration locked) {
        DatabaseUrl url = access.url();
        PostgresqlConnectionConfiguration.Builder connection = PostgresqlConnectionConfiguration.builder()
                .applicationName("fourways-" + access.service() + "-" + name)
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.username())
                .sslMode(SSLMode.fromValue(url.sslMode()))
                .connectTimeout(access.connectTimeout())
                .statementTimeout(access.statementTimeout())
                .lockWaitTimeout(locked)
                .options(Map.of(
                        "idle_in_transaction_session_timeout",
                        Long.toString(longest.plus(UNHURRIED).toMillis())))
                .codecRegistrar(Connections::codecs)
                .tcpKeepAlive(true)
                .tcpNoDelay(true);
        if (url.password() != null) {
            connection.password(url.password());
        }
        return new PostgresqlConnectionFactory(connection.build());
    }

    private static Publisher<Void> codecs(
            PostgresqlConnection connection, ByteBufAllocator allocator, CodecRegistry registry) {
        return Mono.fromRunnable(() -> registry.addFirst(new ByteaArrayCodec()));
    }
}
