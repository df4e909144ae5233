package io.fourways.service.database;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Wrapped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.r2dbc.connection.ConnectionFactoryUtils;
import org.springframework.r2dbc.connection.SingleConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.pool.PoolAcquirePendingLimitException;

/**
 * Transactions on a bounded number of connections, each within a deadline. Safe for any thread; never blocks.
 *
 * <p>Whatever fails for the database's sake fails with {@link DatabaseUnavailable}: not reached, no connection free, no
 * answer by the deadline, no schema yet. What a statement itself is to blame for fails with Spring's
 * {@link org.springframework.dao.DataAccessException}.
 *
 * <p>The rows of a statement that has some are to be read, or the driver leaks them: {@code then()} is for those that
 * have none.
 *
 * <p>A connection whose answer did not come by the deadline is given up, not put back: nothing says that it lives.
 */
public final class Database {

    private static final Duration CLOSING = Duration.ofMillis(100);

    private final ConnectionPool connections;
    private final Duration deadline;
    private final BooleanSupplier ready;

    /**
     * @param deadline how long a transaction may last
     * @param ready    whether the tables are there
     */
    public Database(ConnectionPool connections, Duration deadline, BooleanSupplier ready) {
        this.connections = connections;
        this.deadline = deadline;
        this.ready = ready;
    }

    /** Whether the tables are there. Once they are, they stay. */
    public boolean isReady() {
        return ready.getAsBoolean();
    }

    /** Commits what the work has done when it completes; rolls it back when it fails or is cancelled. */
    public <T> Mono<T> inTransaction(Function<DatabaseClient, Mono<T>> work) {
        return inTransaction(deadline, work);
    }

    /** The same with a deadline of its own, which includes the commit but not the wait for a connection. */
    public <T> Mono<T> inTransaction(Duration ownDeadline, Function<DatabaseClient, Mono<T>> work) {
        Mono<T> transaction = Mono.usingWhen(
                connections.create(),
                connection -> transaction(connection, work)
                        .timeout(ownDeadline)
                        .onErrorResume(TimeoutException.class, late -> giveUp(connection, late)),
                Connection::close,
                (connection, failure) -> connection.close(),
                Connection::close);
        return Mono.defer(() -> isReady() ? transaction : Mono.error(new DatabaseUnavailable()))
                .onErrorMap(Database::isDatabasesFault, DatabaseUnavailable::new);
    }

    private <T> Mono<T> transaction(Connection connection, Function<DatabaseClient, Mono<T>> work) {
        SingleConnectionFactory only = new SingleConnectionFactory(connection, connections.getMetadata(), true);
        DatabaseClient client = DatabaseClient.create(only);
        return Mono.from(connection.beginTransaction())
                .then(Mono.defer(() -> work.apply(client)))
                .concatWith(Mono.defer(() -> Mono.from(connection.commitTransaction()))
                        .then(Mono.empty()))
                .singleOrEmpty()
                .onErrorResume(failure -> rollBack(connection).then(Mono.error(failure)));
    }

    private static Mono<Void> rollBack(Connection connection) {
        return Mono.from(connection.rollbackTransaction()).onErrorComplete();
    }

    /** Closes the connection under the pool's: what waits on it fails, and the pool replaces it. */
    private static <T> Mono<T> giveUp(Connection pooled, TimeoutException late) {
        Object connection = pooled instanceof Wrapped<?> wrapper ? wrapper.unwrap() : pooled;
        return Mono.from(((Connection) connection).close())
                .timeout(CLOSING)
                .onErrorComplete()
                .then(Mono.error(late));
    }

    private static boolean isDatabasesFault(Throwable failure) {
        if (failure instanceof DatabaseUnavailable) {
            return false;
        }
        Throwable translated = failure instanceof R2dbcException untranslated
                ? ConnectionFactoryUtils.convertR2dbcException("transaction", null, untranslated)
                : failure;
        boolean statementsFault = translated instanceof DataIntegrityViolationException
                || translated instanceof InvalidDataAccessResourceUsageException;
        boolean known = translated instanceof DataAccessException
                || translated instanceof TimeoutException
                || translated instanceof IOException
                || translated instanceof PoolAcquirePendingLimitException;
        return known && !statementsFault;
    }
}
